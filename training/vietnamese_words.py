"""Values for the slots of the Vietnamese scenes, by a slot's name without trailing digits."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

_FAMILY = "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Tôn Đoàn".split()
_MIDDLE = "Văn Thị Hữu Đức Minh Thanh Ngọc Quang Xuân Công Thu Khánh Bảo Hồng Đình Gia".split()
_GIVEN = (
    "An Bình Châu Dũng Giang Hà Hải Hạnh Hùng Hương Khoa Lan Linh Long Mai Nam Nga Phong Phúc "
    "Quân Sơn Tâm Thảo Thắng Thủy Trang Tuấn Tùng Vân Vinh Yến Đạt Lâm Nhung Oanh"
).split()
_FOREIGN_FIRST = (
    "Marta Kenji Olivier Somchai Anna David Yuki Pierre Bounmy Elena Thomas Min-ho Sofia Karl "
    "Amelia Hiroshi Lars Fatima Jorge Ingrid Pavel Chloe Rajesh Emma Viktor Noor"
).split()
_FOREIGN_LAST = (
    "Tanaka Dubois Keller Phommachan Novak Silva Andersson Park Okafor Rossi Petrov Schmidt "
    "Yamada Laurent Hansen Gupta Moreau Fischer Kowalski Ibrahim Castillo Lindqvist Suzuki"
).split()
_COUNTRIES = (
    "Lào|Nhật Bản|Hàn Quốc|Pháp|Thái Lan|Hoa Kỳ|Úc|Bỉ|Đức|Hà Lan|Ấn Độ|Cu-ba|Ba Lan|Séc|Thụy Sĩ|"
    "Canada|Trung Quốc|Singapore|Malaysia|Indonesia|Italia|Tây Ban Nha|Campuchia|Hungary|Phần Lan"
).split("|")
_PLACES = (
    "Huế|Đà Nẵng|Quảng Trị|Cần Thơ|Nghệ An|Lào Cai|Khánh Hòa|Hải Phòng|Đắk Lắk|Cà Mau|Bắc Ninh|"
    "Lâm Đồng|Thanh Hóa|Quảng Ngãi|Sơn La|Tây Ninh|An Giang|Hưng Yên|Gia Lai|Ninh Bình"
).split("|")
_CITIES = (
    "Gifu|Rennes|Daegu|Pakse|Chiang Mai|Utrecht|Leipzig|Liège|Kanazawa|Namur|Salzburg|Porto|"
    "Bergen|Brno|Gdansk|Sevilla|Turin|Québec|Busan|Nagoya|Lyon|Bologna|Aarhus|Tartu|Malmö|Perth"
).split("|")
_ORGS = (
    "Sở Ngoại vụ|Sở Du lịch|Sở Y tế|Sở Khoa học và Công nghệ|Ban Quản lý khu kinh tế|"
    "Trung tâm Dịch vụ đối ngoại|Hội Hữu nghị|Sở Tài chính|Liên hiệp các tổ chức hữu nghị|"
    "Cục Di sản|Văn phòng Ủy ban nhân dân|Trung tâm Xúc tiến đầu tư|Viện Nghiên cứu phát triển"
).split("|")
_COMPANY = "Sao Mai|Đại Phong|Norden|Hải Vân|Kitagawa|Belmont|Tràng Tiền|Orvex|Lạc Việt|Silverin"
_UNIV = "Bách khoa|Ngoại ngữ|Y Dược|Nông Lâm|Sư phạm|Kinh tế|Mỹ thuật|Mở"
_FIELDS = (
    "du lịch|giáo dục|y tế|môi trường|nông nghiệp công nghệ cao|bảo tồn di sản|thể thao|"
    "chuyển đổi số|đào tạo nghề|giao lưu thanh niên|thương mại|phòng chống thiên tai"
).split("|")
_RIVERS = "Arlo|Thanh Giang|Miru|Kesten|Ô Lâu Thượng|Bravo|Sê Nam|Lindel|Hoàng Mai|Tavora".split(
    "|"
)
_ELEMENTS = "Veridium|Kalonit|Nguyên tố Tarin|Chất Merol|Boscit|Lantrium|Ozelin|Sapronit".split("|")
_CLUBS = (
    "Sông Lam|Hải Âu|Dynamo Kesten|Rừng Xanh|Olympic Porto|Thép Miền Đông|FC Bergen|"
    "Ánh Dương|Real Tavora|Bão Biển"
).split("|")
_FESTIVALS = (
    "Festival Nghề truyền thống|Lễ hội Hoa Đăng|Tuần lễ Ẩm thực|Liên hoan Múa rối|"
    "Ngày hội Cam|Lễ hội Thuyền rồng|Liên hoan Phim ngắn|Festival Thơ|Lễ hội Trà"
).split("|")
_CONFERENCES = (
    "Hội nghị Hợp tác hành lang|Diễn đàn Đô thị xanh|Hội thảo Di sản sống|"
    "Hội nghị Thị trưởng|Diễn đàn Thanh niên|Hội nghị Sông Mê Kông|Hội thảo Dịch thuật"
).split("|")
_ANIMALS = (
    "gấu lông xám|chồn mướp đốm|sếu mào trắng|rùa vảy sừng|voọc chân nâu|cáo tai dài|"
    "nai sừng nhỏ|tê tê vằn|hải ly phương Bắc|chim hồng hoàng lùn"
).split("|")
_KINDS = ("QĐ-UBND", "QĐ-TTg", "KH-UBND", "NQ-HĐND", "QĐ-BNV", "QĐ/UBND")
_IN_WORDS = {2: "hai", 3: "ba", 4: "bốn", 6: "sáu", 7: "bảy", 8: "tám", 9: "chín", 10: "mười"}


class Words:
    """Draws values, none of them twice."""

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random
        self._used: set[str] = set()
        self._makers: dict[str, Callable[[], str]] = {
            "year": lambda: str(self._within(1895, 2026)),
            "date": self._date,
            "count": lambda: _thousands(self._within(12, 980)),
            "big": lambda: _thousands(self._within(31, 9400) * 100),
            "small": self._small,
            "article": lambda: str(self._within(2, 40)),
            "age": lambda: str(self._within(31, 96)),
            "percent": self._percent,
            "money": self._money,
            "km": lambda: f"{_thousands(self._within(40, 2400))} km",
            "meter": lambda: f"{self._within(12, 190)} {self._one(('m', 'mét'))}",
            "kg": lambda: f"{self._within(3, 240)} {self._one(('kg', 'ki-lô-gam'))}",
            "temp": lambda: f"{_thousands(self._within(90, 1900))} {self._one(('°C', 'độ C'))}",
            "score": lambda: f"{self._within(1, 6)}-{self._within(0, 4)}",
            "person": self._person,
            "foreigner": lambda: f"{self._one(_FOREIGN_FIRST)} {self._one(_FOREIGN_LAST)}",
            "country": lambda: self._one(_COUNTRIES),
            "place": lambda: self._one(_PLACES),
            "city": lambda: self._one(_CITIES),
            "org": lambda: self._one(_ORGS),
            "company": lambda: f"Công ty {self._one(_COMPANY.split('|'))}",
            "univ": self._university,
            "number": self._number,
            "field": lambda: self._one(_FIELDS),
            "river": lambda: self._one(_RIVERS),
            "element": lambda: self._one(_ELEMENTS),
            "club": lambda: self._one(_CLUBS),
            "festival": lambda: self._one(_FESTIVALS),
            "conference": lambda: self._one(_CONFERENCES),
            "animal": lambda: self._one(_ANIMALS),
        }

    def of(self, slot: str) -> str:
        """A value that was not drawn before."""
        make = self._makers[slot.rstrip("0123456789")]
        for _ in range(200):
            value = make()
            if value not in self._used:
                break
        self._used.add(value)
        return value

    def near(self, slots: dict[str, str], slot: str) -> str:
        """Another value for a slot: of a year often one close by."""
        if slot.startswith("year") and self._random.random() < 0.6:
            away = int(self._random.integers(1, 5)) * (1 if self._random.random() < 0.5 else -1)
            return str(int(slots[slot]) + away)
        return self.of(slot)

    def honorific(self, slot: str) -> str:
        """What stands before a name in a passage, now and then."""
        if slot.startswith("person") and self._random.random() < 0.5:
            return self._one(("ông ", "bà ", "đồng chí "))
        if slot.startswith("foreigner") and self._random.random() < 0.3:
            return self._one(("ông ", "bà ", "tiến sĩ "))
        return ""

    def _one(self, values: tuple[str, ...] | list[str]) -> str:
        return values[int(self._random.integers(len(values)))]

    def _within(self, low: int, high: int) -> int:
        return int(self._random.integers(low, high))

    def _date(self) -> str:
        day, month, year = self._within(1, 29), self._within(1, 13), self._within(1975, 2027)
        forms = (f"{day:02}/{month:02}/{year}", f"{day} tháng {month} năm {year}", f"{day}/{month}")
        return self._one(forms)

    def _small(self) -> str:
        number = self._within(2, 25)
        written = _IN_WORDS.get(number)
        return written if written and self._random.random() < 0.25 else str(number)

    def _percent(self) -> str:
        share = self._within(2, 95)
        tenth = f",{self._within(1, 10)}" if self._random.random() < 0.5 else ""
        return f"{share}{tenth}{self._one(('%', '%', ' %', ' phần trăm'))}"

    def _money(self) -> str:
        amount = self._within(2, 95)
        tenth = f",{self._within(1, 100)}" if self._random.random() < 0.4 else ""
        units = ("tỷ đồng", "triệu USD", "triệu đồng", "triệu yên", "nghìn euro")
        if self._random.random() < 0.25:
            return f"{_thousands(amount * 5000)} đồng"
        return f"{amount}{tenth} {self._one(units)}"

    def _person(self) -> str:
        return f"{self._one(_FAMILY)} {self._one(_MIDDLE)} {self._one(_GIVEN)}"

    def _university(self) -> str:
        if self._random.random() < 0.5:
            return f"Đại học {self._one(_UNIV.split('|'))} {self._one(_PLACES)}"
        return f"Đại học {self._one(_CITIES)}"

    def _number(self) -> str:
        year = f"/{self._within(1990, 2026)}" if self._random.random() < 0.4 else ""
        return f"{self._within(3, 3900)}{year}/{self._one(_KINDS)}"


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")
