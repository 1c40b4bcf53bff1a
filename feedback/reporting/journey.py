"""The way through a report: its pages in their order, and what is still to be done."""

from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from feedback.models import Category, Media, ReportDraft


@dataclass(frozen=True)
class Step:
    """A page of the journey. `title`: as the check page lists what is missing."""

    slug: str
    name: str
    title: str


PHOTOS = Step("anh", "feedback:draft-photos", "Ảnh, video")
KIND = Step("viec", "feedback:draft-kind", "Loại việc")
WORDS = Step("mo-ta", "feedback:draft-words", "Nội dung")
PLACE = Step("noi", "feedback:draft-place", "Nơi xảy ra")
CONTACT = Step("lien-he", "feedback:draft-contact", "Liên hệ")
CHECK = Step("kiem-tra", "feedback:draft-check", "Kiểm tra")
STEPS = (PHOTOS, KIND, WORDS, PLACE, CONTACT, CHECK)


class Journey:
    """One draft, read once for a page."""

    def __init__(self, draft: ReportDraft) -> None:
        self.draft = draft

    def url(self, step: Step) -> str:
        return reverse(step.name, args=[self.draft.token])

    def number(self, step: Step) -> int:
        return STEPS.index(step) + 1

    def before(self, step: Step) -> str:
        """The address that `Quay lại` leads to."""
        place = STEPS.index(step)
        return self.url(STEPS[place - 1]) if place else reverse("feedback:new-report")

    def after(self, step: Step) -> str:
        """The address of the next page; a kind that a link or a board chose is not asked again."""
        following = STEPS[STEPS.index(step) + 1]
        is_chosen = following is KIND and self.draft.category_id is not None
        return self.url(WORDS if is_chosen else following)

    @property
    def next_to_do(self) -> str:
        return self.url(self.unfinished[0] if self.unfinished else CHECK)

    @cached_property
    def category(self) -> Category | None:
        """With its questions and their choices."""
        if self.draft.category_id is None:
            return None
        found = Category.objects.prefetch_related("questions__choices")
        return found.get(pk=self.draft.category_id)

    @cached_property
    def media(self) -> list[Media]:
        return list(self.draft.media.all())

    @cached_property
    def unfinished(self) -> list[Step]:
        """Steps that must be done before it can be sent; photos are never one."""
        done = {
            KIND: self.category is not None and self.category.is_active,
            WORDS: bool(self.draft.text) and self._required_are_answered,
            PLACE: self.has_point or bool(self.draft.address),
            CONTACT: self.is_reachable or self.draft.without_phone,
        }
        return [step for step, is_done in done.items() if not is_done]

    @property
    def has_point(self) -> bool:
        return self.draft.lat is not None

    @property
    def is_private(self) -> bool:
        """Never shown to the public."""
        return self.category is not None and not self.category.may_be_public

    @property
    def is_reachable(self) -> bool:
        """By a phone whose owner answered a code."""
        return bool(self.draft.phone) and self.draft.phone == self.draft.proved_phone

    @property
    def _required_are_answered(self) -> bool:
        if self.category is None:
            return False
        needed = [row.code for row in self.category.questions.all() if row.required]
        return all(code in self.draft.answers for code in needed)
