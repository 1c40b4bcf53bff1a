"""Forms of the online submission that are not questions of a procedure."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile

from dossiers.files.uploads import Problem
from portal.lib.forms import FilesField, FilesInput, PortalForm


class PaperFilesForm(PortalForm):
    """Two controls, because asking for the camera hides the pictures already there."""

    camera = FilesField(
        label="Chụp ảnh",
        help_text="Đặt giấy trên mặt phẳng, đủ sáng, thấy rõ 4 góc và con dấu",
        widget=FilesInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    gallery = FilesField(
        label="Chọn ảnh hoặc PDF có sẵn trong máy",
        help_text="Mỗi tệp nhỏ hơn 10 MB",
        widget=FilesInput(
            attrs={"accept": "image/*,.heic,.heif,application/pdf", "multiple": True}
        ),
    )

    def chosen(self) -> list[tuple[str, UploadedFile]]:
        """Every file with the name of its control."""
        return [(name, file) for name in self.fields for file in self.cleaned_data[name]]

    def tell(self, problems: Sequence[Problem]) -> int:
        """Says at each control what was not taken; the status of the answer."""
        for problem in problems:
            self.add_error(problem.control, problem.sentence)
        return problems[-1].status if problems else 200
