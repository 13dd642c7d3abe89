"""The language of a document and of its passages, short ones too."""

from __future__ import annotations

import pytest

from ingest.language import is_vietnamese, language, of_passage


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sở Ngoại vụ tham mưu cho Ủy ban nhân dân thành phố về công tác đối ngoại.", "vi"),
        ("So Ngoai vu tham muu cho UBND thanh pho ve cong tac doi ngoai trong nam nay", "vi"),
        ("The two sides agree to the exchange of students and of experts in this field.", "en"),
        ("Les deux parties sont convenues de la coopération dans le domaine du tourisme.", "fr"),
        ("Die beiden Städte vereinbaren eine Zusammenarbeit auf dem Gebiet der Bildung und "
         "des Handels.", "de"),
        ("両都市は観光及び文化の分野で協力することに合意した。", "ja"),
        ("양 도시는 관광과 문화 분야에서 협력하기로 합의하였다.", "ko"),
        ("两市同意在旅游和文化领域开展合作。", "zh"),
        ("ສອງຝ່າຍ ຕົກລົງ ຮ່ວມມື ດ້ານ ການທ່ອງທ່ຽວ", "lo"),
        ("ทั้งสองฝ่ายตกลงร่วมมือด้านการท่องเที่ยวและวัฒนธรรม", "th"),
        ("Стороны договорились о сотрудничестве в области туризма.", "ru"),
        ("Huế, 12/5/2024 Kyoto, Nara, Shiga", "vi"),
        ("ភាគីទាំងពីរបានយល់ព្រមសហការលើវិស័យទេសចរណ៍។", "km"),
        ("Acuerdo de cooperación entre las dos ciudades", "es"),
        ("Accord de coopération entre les deux villes", "fr"),
        ("Invitation letter to the Mayor", "en"),
        ("le trai van ban hanh chinh", "vi"),
        ("so do cho ngoi khi tiep khach", "vi"),
        ("CONG TAC LE TAN DOI NGOAI", "vi"),
        ("The Mayors of Gifu, Los Angeles and El Paso will meet in Hue or in Da Nang.", "en"),
        ("양해각서", "ko"),
        ("ບົດບັນທຶກຄວາມເຂົ້າໃຈ", "lo"),
        ("観光の協力", "ja"),
        ("12/5/2024 - 45", ""),
        ("Kyoto Nara", ""),
        ("", ""),
        ("Thư của tỉnh Gifu (岐阜県) gửi Sở Ngoại vụ nhân dịp năm mới, kèm bản dịch.", "vi"),
    ],
)  # fmt: skip
def test_language(text: str, expected: str) -> None:
    assert language(text) == expected


@pytest.mark.parametrize(
    ("text", "document", "expected"),
    [
        ("The delegation visited the city and met the Mayor.", "vi", "en"),
        ("Kyoto Nara", "vi", "vi"),  # too short to tell
        ("Kyoto Nara", "", ""),
        ("協力協定書", "ja", "ja"),  # no kana, yet Japanese
        ("協力協定書", "vi", "zh"),
        ("Đoàn gồm 25 người.", "en", "vi"),
    ],
)
def test_language_of_a_passage(text: str, document: str, expected: str) -> None:
    assert of_passage(text, document) == expected


@pytest.mark.parametrize(
    ("question", "vietnamese"),
    [
        ("olleh là ai?", True),  # whatever it asks about
        ("zkzk ở đâu", True),
        ("ai ky quyet dinh", True),
        ("who signed it", False),
        ("qui a signé cet accord", False),
    ],
)
def test_a_question_that_asks_in_vietnamese_is_vietnamese(question: str, vietnamese: bool) -> None:
    assert is_vietnamese(question) == vietnamese
