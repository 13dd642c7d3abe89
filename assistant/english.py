"""A question typed in English becomes the same question in Vietnamese, where the office's own
vocabulary covers every word of it. Pure.

What comes out is read by the same rules as any question, and shown as the question understood.
One unknown word, and the question stays as it is: half a translation would be another question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.aliases import Aliases
from ingest.language import is_vietnamese

# English → Vietnamese; longer phrases come before their words. An adjective stands behind its
# noun in Vietnamese and is marked by «~».
_WORDS: dict[str, str] = {
    line.partition("=")[0].strip(): line.partition("=")[2].strip()
    for line in """
    left margin = lề trái
    right margin = lề phải
    top margin = lề trên
    bottom margin = lề dưới
    margins = lề trang
    margin = lề
    page number = số trang
    page numbers = số trang
    paper size = khổ giấy
    font size = cỡ chữ
    font = phông chữ
    administrative document = văn bản hành chính
    administrative documents = văn bản hành chính
    official document = văn bản
    official documents = văn bản
    electronic document = văn bản điện tử
    electronic documents = văn bản điện tử
    outgoing documents = văn bản đi
    incoming documents = văn bản đến
    urgent documents = văn bản khẩn
    urgent document = văn bản khẩn
    document = văn bản
    documents = văn bản
    decree = Nghị định
    decision = Quyết định
    circular = Thông tư
    law = Luật
    plan = Kế hoạch
    report = Báo cáo
    annex = phụ lục
    article = Điều
    seal = con dấu
    signature = chữ ký
    digital signature = chữ ký số
    certified copy = bản sao y
    copy = bản sao
    copies = bản sao
    recipients = nơi nhận
    archive = lưu trữ
    file = hồ sơ
    files = hồ sơ
    dossier = hồ sơ
    deadline = thời hạn
    procedure = quy trình
    steps = bước
    director = Giám đốc
    deputy director = Phó Giám đốc
    mayor = Chủ tịch
    chairman = Chủ tịch
    vice chairman = Phó Chủ tịch
    permanent vice chairman = Phó Chủ tịch Thường trực
    minister = Bộ trưởng
    president = Chủ tịch nước
    department = Sở
    office = trụ sở
    head office = trụ sở
    headquarters = trụ sở
    employees = cán bộ
    staff = cán bộ
    address = địa chỉ
    phone number = số điện thoại
    telephone number = số điện thoại
    partner = đối tác
    partners = đối tác
    foreign partners = đối tác nước ngoài
    country = quốc gia
    countries = quốc gia
    continent = châu lục
    continents = châu lục
    province = tỉnh
    provinces = tỉnh
    prefecture = tỉnh
    prefectures = tỉnh
    city = thành phố
    cities = thành phố
    region = vùng
    company = công ty
    project = dự án
    projects = dự án
    fdi projects = dự án FDI
    fdi capital = vốn FDI
    registered capital = vốn đăng ký
    total registered capital = tổng vốn đăng ký
    capital = vốn
    memoranda = bản ghi nhớ
    memorandum of understanding = bản ghi nhớ
    memoranda of understanding = bản ghi nhớ
    mous = bản ghi nhớ
    agreement = thỏa thuận
    agreements = thỏa thuận
    delegation = đoàn
    delegations = đoàn
    foreign tourists = khách du lịch nước ngoài
    foreign visitors = khách nước ngoài
    tourists = khách du lịch
    visitors = khách
    guest = khách
    gifts = quà tặng
    conference = hội nghị
    meeting = buổi tiếp
    labour medal = Huân chương Lao động
    labor medal = Huân chương Lao động
    labour order = Huân chương Lao động
    first class = hạng Nhất
    second class = hạng Nhì
    third class = hạng Ba
    award = khen thưởng
    awards = khen thưởng
    strategic partner = đối tác chiến lược
    new = ~ mới
    current = ~ hiện nay
    japanese = ~ của Nhật Bản
    lao = ~ của Lào
    korean = ~ của Hàn Quốc
    french = ~ của Pháp
    thai = ~ của Thái Lan
    foreign = ~ nước ngoài
    established = được thành lập
    founded = được thành lập
    created = được thành lập
    signed = ký
    issued = ban hành
    replaced = thay thế
    replace = thay thế
    replaces = thay thế
    licensed = được cấp mới
    granted = được cấp mới
    awarded = được tặng
    received = được tặng
    visited = đến thăm
    visit = đến thăm
    cooperate with = hợp tác với
    cooperates with = hợp tác với
    cooperated with = hợp tác với
    work = làm việc
    used = dùng
    use = dùng
    needed = cần
    required = cần
    submitted = nộp
    take effect = có hiệu lực
    takes effect = có hiệu lực
    come into force = có hiệu lực
    in force = có hiệu lực
    of = của
    in = ở
    at = tại
    on = về
    for = cho
    with = với
    from = từ
    to = đến
    by = bởi
    and = và
    since = từ
    mid = giữa
    until = đến
    the =
    a =
    an =
    was =
    were =
    is =
    are =
    did =
    does =
    do =
    has =
    have =
    been =
    be =
    must =
    should =
    there =
    its =
    """.splitlines()
    if "=" in line
}
_LONGEST = max(len(phrase.split()) for phrase in _WORDS)
_TOKEN = re.compile(r"\d+(?:[/.-][^\W_]+)*|[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_AUX = r"(?:was|were|is|are|did|does|do|has|have|had|will|must|should)"
_FRAMES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), frame)
    for pattern, frame in (
        (r"who (?:is|was) (?:the )?(?P<a>.+)", "{a} là ai"),
        (r"who (?P<a>signed|issued|awarded|replaced) (?P<b>.+)", "ai {a} {b}"),
        (rf"when {_AUX} (?P<a>.+?) (?P<b>established|founded|created)", "{a} {b} năm nào"),
        (rf"when {_AUX} (?P<a>.+?) (?P<b>signed|issued)", "{a} {b} ngày nào"),
        (rf"when {_AUX} (?P<a>.+)", "{a} khi nào"),
        (rf"how many (?P<a>.+?) {_AUX} (?P<b>.+?) have", "{b} có bao nhiêu {a}"),
        (r"how many (?P<a>.+)", "bao nhiêu {a}"),
        (r"how much (?P<a>.+)", "bao nhiêu {a}"),
        (rf"(?:which|what) (?P<n>.+?) {_AUX} (?P<b>.+?) (?P<c>use|need|replace)", "{b} {c} {n}"),
        (rf"(?:which|what) (?P<n>.+?) (?:{_AUX}) (?P<b>.+)", "{n} {b}"),
        (r"which (?P<n>[\w ]+?) (?P<b>cooperates? with .+)", "những {n} {b}"),
        (r"what (?:is|are|was|were) (?:the )?(?P<a>.+)", "{a} là gì"),
        (r"where (?:is|are|was|were) (?P<a>.+?)(?: located)?", "{a} ở đâu"),
    )
)


def in_vietnamese(question: str, aliases: Aliases) -> str:
    """The question in Vietnamese; itself where it is in Vietnamese already, or asks in a way or
    with words that are not known."""
    if is_vietnamese(question):
        return question
    asked = question.strip(" ?.!")
    for pattern, frame in _FRAMES:
        if found := pattern.fullmatch(asked):
            pieces = {
                name: _phrase(piece, aliases, "nào" if name == "n" else "")
                for name, piece in found.groupdict().items()
            }
            if any(piece is None for piece in pieces.values()):
                return question
            said = " ".join(frame.format(**pieces).split()).replace("ở năm", "năm")
            return f"{said[:1].upper()}{said[1:]}?"
    return question


def _phrase(text: str, aliases: Aliases, asking: str) -> str | None:
    """With the word that asks behind the noun; None for one with an unknown word."""
    said: list[str] = []
    waiting: list[str] = []  # adjectives, until their noun has come
    adjectives = 0  # behind the last noun
    for word in _pieces(text, aliases):
        if word is None:
            return None
        if word.startswith("~"):
            waiting.append(word[1:].strip())
        elif word:
            said += [word, *waiting]
            adjectives, waiting = len(waiting), []
    if asking:
        said.insert(len(said) - adjectives, asking)
    return " ".join([*said, *waiting])


def _pieces(text: str, aliases: Aliases) -> Iterator[str | None]:
    names = {mention.start: mention for mention in aliases.find(text)}
    tokens = list(_TOKEN.finditer(text))
    place = 0
    while place < len(tokens):
        token = tokens[place]
        length = _known(tokens, place)
        mention = names.get(token.start())
        if (mention and mention.end > tokens[place + max(length, 1) - 1].end()) or (
            mention and not length
        ):
            yield mention.name.key
            while place < len(tokens) and tokens[place].start() < mention.end:
                place += 1
            continue
        if length:
            yield _WORDS[_run(tokens, place, length)]
            place += length
            continue
        word = token[0]
        proper = word[0].isupper() or any(map(str.isdigit, word))
        yield (f"năm {word}" if _YEAR.fullmatch(word) else word) if proper else None
        place += 1


def _run(tokens: list[re.Match[str]], place: int, length: int) -> str:
    return " ".join(token[0].lower() for token in tokens[place : place + length])


def _known(tokens: list[re.Match[str]], place: int) -> int:
    """The number of tokens of the longest known phrase that begins here; 0 for none."""
    for length in range(min(_LONGEST, len(tokens) - place), 0, -1):
        if _run(tokens, place, length) in _WORDS:
            return length
    return 0
