"""How wide words are in the letters of the PDF, reckoned without making it; never less than they are there.

The widths are those of Libertinus Serif, the only font of `brief.typ`, in thousandths of the size of the letters.
`tests/test_letters_one_page.py` holds them against what the layout program measures.
"""

import unicodedata
from itertools import pairwise

_REGULAR = {
    190: "'", 205: "|", 220: ",.", 236: ":", 250: " ", 264: "l", 268: "‘’", 271: "i", 272: "j", 277: "{}", 287: "\\",
    288: "!¡", 297: "I", 298: "()", 310: "f", 316: "t", 322: "J", 323: "/", 336: '"', 338: "-‐", 351: "•", 356: "[]",
    369: "*", 372: "r", 375: "“”„", 390: "s", 392: "`", 424: "z", 428: "c", 435: "?¿", 447: "e", 449: "~", 457: "a",
    465: "0123456789#$€£", 485: "FS", 486: "_", 490: "x", 493: "b", 497: "v", 500: "g", 503: "q", 504: "o", 506: "d",
    512: "k", 515: "y", 518: "^", 519: "p", 528: "L", 531: "u", 538: "h", 541: "P", 542: "n", 548: "–", 550: "+<=>",
    557: "E", 575: "Y", 587: "R", 588: "B", 597: "T", 604: "Z", 637: "K%", 646: "C", 652: "V", 660: "X", 661: "U",
    685: "G", 695: "A", 699: "N", 701: "D", 702: "OQ", 705: "&", 730: "H", 742: "—", 747: "w", 749: "…", 790: "m",
    839: "M", 895: "@", 951: "W",
}  # fmt: skip
_BOLD = {
    215: "'", 220: "|", 244: ",.", 250: " ", 253: "‘’", 256: ":", 266: "!¡", 307: "\\{}", 312: "j", 315: "()", 316: "/",
    322: "i", 325: "l", 351: "•", 358: "t-‐", 367: "I", 373: "J", 376: '"', 391: "f", 392: "`", 397: "[]", 427: "s",
    428: "r", 430: "?¿", 433: "*", 440: "“”„", 452: "z", 456: "c", 473: "~", 486: "_", 489: "e", 504: "S", 506: "a",
    512: "<>", 514: "0123456789#$€", 518: "^", 521: "g", 529: "v", 534: "–", 537: "+", 540: "£", 542: "b", 545: "F",
    551: "=o", 558: "y", 561: "dx", 573: "q", 577: "L", 581: "p", 598: "u", 609: "E", 613: "k", 614: "P", 616: "n",
    619: "h", 624: "Z", 637: "%", 652: "T", 653: "Y", 654: "B", 700: "V", 706: "C", 716: "R", 718: "X", 729: "&",
    730: "OQ", 732: "GU", 734: "D", 736: "K", 740: "AN", 742: "—", 777: "w", 817: "H…", 899: "M", 905: "m", 988: "@",
    1028: "W",
}  # fmt: skip
WIDTHS_REGULAR = {sign: width for width, signs in _REGULAR.items() for sign in signs}
WIDTHS_BOLD = {sign: width for width, signs in _BOLD.items() for sign in signs}

_FOREIGN = 1300
"""What any other sign is reckoned as: as wide as the widest."""

_APART_F, _APART_BRACKET, _APART_CAPITAL, _APART_OTHER, _APART_SMALL = 98, 73, 55, 24, 15
"""How far two signs are set apart at most: after an f or a bracket, two capitals, others, and small letters."""


def width(words: str, *, is_bold: bool) -> int:
    """Give how long words are on one line, in thousandths of the size of the letters."""
    signs = WIDTHS_BOLD if is_bold else WIDTHS_REGULAR
    bare = [_bare(sign) for sign in words]
    long = sum(signs.get(sign, _FOREIGN) for sign in bare)
    return long + sum(_apart(left, right) for left, right in pairwise(bare))


def _bare(sign: str) -> str:
    """Give the letter under an accent, which is as wide; a blank that does not break is a blank."""
    bare = unicodedata.normalize("NFKD" if sign == "\u00a0" else "NFD", sign)
    return bare[0] if bare[1:2] < "\u0370" else sign


def _apart(left: str, right: str) -> int:
    """Give how far two signs are set apart; most are set closer, and that is not reckoned."""
    if " " in (left, right):
        return 0
    if left == "f":
        return _APART_OTHER if right.isascii() and right.islower() else _APART_F
    if left in "([{":
        return _APART_BRACKET
    if right.isupper():
        return _APART_CAPITAL if left.isupper() or left in "f?@" else _APART_SMALL
    if left in "FPT?" or not (left.isascii() and right.isascii()):
        return _APART_OTHER
    return _APART_SMALL if right in "vwxyj" or (right in "cdeoq" and left in "beop") else 0
