"""What comes of a national record for a procedure of the seed."""

from procedures.content import (
    ChannelContent,
    FeeContent,
    PaperContent,
    VersionContent,
)
from procedures.merging import close_terms, listing_over, national_with_seed

SEED = VersionContent(
    name="Khai sinh",
    summary="Cho trẻ mới sinh.",
    keywords="giấy khai sinh\nlàm khai sinh",
    uncertain="term papers",
    review_note="Cần rà soát",
    channels=(
        ChannelContent(method=1, term="SAME_DAY", fees=(FeeContent(amount=8000),)),
        ChannelContent(method=2, term="SAME_DAY", fees=(FeeContent(amount=0, needs_review=True),)),
        ChannelContent(method=3, term="5 WORKING_DAY"),
    ),
    papers=(PaperContent(name="Giấy chứng sinh", where_from="Bệnh viện"),),
)
RECORD = VersionContent(
    name="Thủ tục đăng ký khai sinh",
    steps="Bước 1",
    keywords="giấy khai sinh\nhộ tịch",
    channels=(
        ChannelContent(method=1, fees=(FeeContent(amount=None, description="HĐND quy định"),)),
        ChannelContent(method=2, term="2 WORKING_DAY", fees=(FeeContent(amount=5000),)),
    ),
    papers=(PaperContent(name="Giấy chứng sinh hoặc giấy tờ thay thế"),),
)


def test_the_record_is_the_law_and_the_seed_its_everyday_words() -> None:
    merged = national_with_seed(RECORD, SEED, has_form=False)
    assert (merged.name, merged.steps) == (RECORD.name, "Bước 1")
    assert (merged.summary, merged.papers) == (SEED.summary, RECORD.papers)
    assert merged.keywords.split("\n") == ["giấy khai sinh", "làm khai sinh", "hộ tịch"]
    assert (merged.uncertain, merged.review_note) == ("", "")


def test_a_procedure_with_a_form_keeps_its_papers_and_their_doubts() -> None:
    merged = national_with_seed(RECORD, SEED, has_form=True)
    assert merged.papers == SEED.papers
    assert (merged.uncertain, merged.review_note) == ("papers", "Cần rà soát")


def test_same_day_stands_where_the_feed_has_no_unit_for_it() -> None:
    terms = {c.method: c.term for c in national_with_seed(RECORD, SEED, has_form=False).channels}
    assert terms == {1: "SAME_DAY", 2: "2 WORKING_DAY"}


def test_a_form_keeps_certain_fees_and_its_way_to_file() -> None:
    channels = {c.method: c for c in national_with_seed(RECORD, SEED, has_form=True).channels}
    assert channels[1].fees == (FeeContent(amount=8000),)
    assert channels[2].fees == (FeeContent(amount=5000),)
    assert channels[3].term == "5 WORKING_DAY"


def test_open_terms_take_that_of_the_cases() -> None:
    closed = close_terms(RECORD, "4 WORKING_DAY")
    assert [channel.term for channel in closed.channels] == ["4 WORKING_DAY", "2 WORKING_DAY"]


def test_a_listing_row_brings_only_the_official_name_over_a_seed_version() -> None:
    row = VersionContent(name="Tên chính thức", is_full=False, agency="Sở Y tế")
    assert listing_over(row, SEED, is_national=False) == SEED.with_facts(name="Tên chính thức")
    over_record = listing_over(row, RECORD, is_national=True)
    assert (over_record.agency, over_record.steps, over_record.is_full) == (
        "Sở Y tế",
        "Bước 1",
        True,
    )
