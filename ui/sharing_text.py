"""What the doors say about progress that a newcomer shows to a mentor. `SHARING` is read by the
scripts of ui/pages/static, which fill in {…}."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

NO_NAME = "Cần tên để người hướng dẫn nhận ra bạn, dài không quá 80 ký tự."
MENTOR_ONLY = "Chỉ người hướng dẫn được xem phần này."

API = {
    "sharing": (
        "Người gọi có cho người hướng dẫn xem tiến độ không",
        "Chưa đồng ý thì agreed là sai và tên rỗng.",
    ),
    "agree": (
        "Đồng ý cho người hướng dẫn xem tiến độ",
        "Người hướng dẫn thấy tên này, tiến độ từng học phần, số câu cần đạt, số câu đến hạn ôn và "
        "ngày học gần nhất; không thấy câu trả lời và điều đã hỏi. Gửi lại thì đổi tên.",
    ),
    "withdraw": (
        "Thôi cho người hướng dẫn xem tiến độ",
        "Có hiệu lực ngay: tên và tiến độ không còn trong danh sách của người hướng dẫn.",
    ),
    "overview": (
        "Tiến độ của những người đã đồng ý",
        "Cho người hướng dẫn. Người chưa đồng ý hoặc đã thôi không có trong danh sách, cũng không "
        "được đếm.",
    ),
}
COMMANDS = {
    "onboarding sharing": "Bạn có đang cho người hướng dẫn xem tiến độ không",
    "onboarding share": "Cho người hướng dẫn xem tiến độ của bạn, dưới tên bạn chọn",
    "onboarding unshare": "Thôi cho người hướng dẫn xem tiến độ của bạn",
    "onboarding overview": "Tiến độ của những người đã đồng ý, cho người hướng dẫn",
}
NAME = "TÊN"
NAME_HELP = "tên người hướng dẫn sẽ thấy"
NOT_SHARED = "Người hướng dẫn không xem được tiến độ của bạn."
SHARED = "Người hướng dẫn xem được tiến độ của bạn dưới tên «{name}»."
NOBODY = "Chưa có người mới nào đồng ý cho xem tiến độ."


def sharing_line(sharing: Mapping[str, Any]) -> str:
    return SHARED.format(name=sharing["name"]) if sharing["agreed"] else NOT_SHARED


def overview_lines(learners: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(line for one in learners for line in _learner_lines(one)) or NOBODY


def _learner_lines(one: Mapping[str, Any]) -> list[str]:
    active = f"học gần nhất ngày {_day(one['last_active'])}" if one["last_active"] else "chưa học"
    lines = [
        f"{one['name']}: xong {one['done']}/{len(one['modules'])} học phần; {active}; "
        f"{one['due']} câu đến hạn ôn"
    ]
    lines += [
        f"   {module['title']}: {module['percent']} %, đã đọc {module['read']}/"
        f"{module['passages']} đoạn, đúng {module['known']}/{module['wanted']} câu cần đạt"
        for module in one["modules"]
    ]
    return lines


def _day(day: str) -> str:
    return date.fromisoformat(day).strftime("%d/%m/%Y")


SHARING = {
    "sh_title": "Cho người hướng dẫn xem",
    "sh_what": "Nếu bạn đồng ý, người hướng dẫn thấy tên bạn điền dưới đây, tiến độ từng học phần, "
    "số câu đã đạt, số câu đến hạn ôn và ngày học gần nhất. Người hướng dẫn không thấy bạn trả lời "
    "thế nào và đã hỏi gì. Bạn thôi lúc nào cũng được.",
    "sh_name": "Tên để người hướng dẫn nhận ra bạn",
    "sh_agree": "Đồng ý cho xem",
    "sh_on": "Người hướng dẫn đang xem được tiến độ của bạn dưới tên «{name}».",
    "sh_withdraw": "Thôi cho xem",
    "sh_overview": "Tiến độ của người mới",
    "sh_overview_more": "Chỉ gồm những người đã đồng ý.",
    "sh_nobody": "Chưa có ai đồng ý cho xem tiến độ.",
    "sh_person": "Xong {done}/{count} học phần, {due} câu đến hạn ôn",
    "sh_active": "học gần nhất {date}",
    "sh_not_begun": "chưa học",
}
