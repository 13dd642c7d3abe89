"""Vietnamese questions over documents in the languages of the office's partners, with the real
model."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fakes import opened

from assistant.build import Office
from assistant.chat import cite
from index.access import OPERATOR
from index.embed import Embedder
from index.filters import Filters

DOCUMENTS = {
    "en": (
        "Memorandum of Understanding on higher education\n\n"
        "The two universities agree to exchange ten scholarship students every year. Tuition "
        "fees are waived by the host university; travel is paid by the students themselves.",
        "Học bổng trao đổi sinh viên do bên nào trả học phí?",
    ),
    "fr": (
        "Compte rendu de la mission de Rennes\n\n"
        "La délégation a visité les anciens remparts de la Citadelle. Les architectes français "
        "proposent de restaurer la porte du sud avec de la chaux et des briques anciennes.",
        "Kiến trúc sư Pháp đề xuất tu bổ cổng thành bằng vật liệu gì?",
    ),
    "ja": (
        "岐阜県知事からの書簡\n\n"
        "県は来年の秋に陶磁器の展示会を開催します。フエ市の職人五名をお招きし、宿泊費と航空券は"
        "県が負担いたします。",
        "Triển lãm gốm sứ ở Gifu mời bao nhiêu nghệ nhân?",
    ),
    "ko": (
        "경주시 협력 제안서\n\n"
        "경주시는 폐수 처리 시설을 짓기 위하여 전문가 세 명을 파견한다. 장비는 무상으로 제공하고 "
        "공사는 이 년 안에 마친다.",
        "Gyeongju giúp xây dựng nhà máy xử lý nước thải thế nào?",
    ),
    "lo": (
        "ໜັງສືແຈ້ງການຂອງແຂວງສະຫວັນນະເຂດ\n\n"
        "ນັກສຶກສາລາວ ຊາວຄົນ ຈະມາຮຽນພາສາຫວຽດນາມ ຢູ່ວິທະຍາໄລການສຶກສາ. ຄ່າຫໍພັກ ແລະ ຄ່າອາຫານ "
        "ແມ່ນຝ່າຍຫວຽດນາມເປັນຜູ້ຈ່າຍ.",
        "Lưu học sinh Lào của tỉnh Savannakhet sang học tiếng Việt, ai trả tiền ký túc xá?",
    ),
    "zh": (
        "旅游包机合作方案\n\n"
        "航空公司计划从六月起每周开通三班包机，从广州直飞顺化。游客可以免签证停留十五天。",
        "Chuyến bay thuê chuyến từ Quảng Châu mỗi tuần mấy chuyến?",
    ),
}
VIETNAMESE = {
    "le-tan.txt": "Tiệc chiêu đãi do phòng Lễ tân chuẩn bị. Khách chính ngồi bên phải chủ nhà.",
    "ho-so.txt": "Hồ sơ đoàn ra gồm tờ trình, thư mời và dự toán kinh phí.",
    "the-thuc.txt": "Văn bản dùng phông chữ Times New Roman; lề trái rộng 30 mm.",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, embedder: Embedder) -> Iterator[Office]:
    with opened(tmp_path_factory.mktemp("data"), embedder) as office:
        for language, (text, _) in DOCUMENTS.items():
            office.intake.ingest_bytes(text.encode(), name=f"{language}.txt")
        for name, text in VIETNAMESE.items():
            office.intake.ingest_bytes(text.encode(), name=name)
        yield office


@pytest.mark.parametrize("language", DOCUMENTS)
def test_a_vietnamese_question_finds_the_foreign_document(office: Office, language: str) -> None:
    best, *_ = office.searcher.search(DOCUMENTS[language][1], OPERATOR)
    assert best.chunk.document.file == f"{language}.txt"
    assert best.chunk.language == best.chunk.document.language == language


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("陶磁器の展示会", "ja"),
        ("폐수 처리", "ko"),
        ("包机 广州", "zh"),
        ("ພາສາຫວຽດນາມ", "lo"),
        ("remparts de la Citadelle", "fr"),
        ("scholarship students", "en"),
    ],
)
def test_its_own_words_find_it_too(office: Office, question: str, language: str) -> None:
    best, *_ = office.searcher.search(question, OPERATOR)
    assert best.chunk.document.file == f"{language}.txt"


def test_a_language_can_be_chosen(office: Office) -> None:
    hits = office.searcher.search("hợp tác", OPERATOR, 20, Filters(languages=("ja", "ko")))
    assert {hit.chunk.document.language for hit in hits} == {"ja", "ko"}


def test_a_citation_says_its_language(office: Office) -> None:
    best, *_ = office.searcher.search(DOCUMENTS["ko"][1], OPERATOR)
    assert cite(1, best.chunk, best.chunk.sentences[0]).language == "ko"
