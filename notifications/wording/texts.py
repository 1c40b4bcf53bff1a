"""SMS texts: unaccented, one part (160 characters), the office first, one action, no link.

`office` is the unaccented name of the unit, `code` the official code, `where` and `how` short
unaccented words. No personal fact beyond the code (domain 8.6, ux 7, architecture 11).
"""

TEXTS: dict[str, str] = {
    "otp": (
        "[{office}] Ma xac nhan: {otp}. Het han sau 5 phut. Khong doc ma nay cho bat ky ai, ke "
        "ca can bo."
    ),
    "submitted": (
        "[{office}] Da nhan ho so {code}. Can bo se kiem tra truoc {by}. Tra cuu tai {domain}"
    ),
    "received": "[{office}] Ho so {code} da duoc tiep nhan, hen tra {due}. Tra cuu tai {domain}",
    "supplement": (
        "[{office}] Ho so {code} can bo sung {count} giay to truoc {by}. Xem va gui tai {domain} "
        "hoac den {office}."
    ),
    "refused": (
        "[{office}] Ho so {code} chua tiep nhan duoc. Xem ly do va cach lam tiep tai {domain} "
        "hoac goi {tel}."
    ),
    "expired": "[{office}] Ho so {code} da het han bo sung. Can giup goi {tel}.",
    "pay": (
        "[{office}] Ho so {code} can thuc hien nghia vu tai chinh. Xem tai {domain}. Khong "
        "chuyen tien cho ca nhan."
    ),
    "ready": (
        "[{office}] Ho so {code} da co ket qua. Moi Ong/Ba den {office} nhan, mang theo can "
        "cuoc. Goi {tel} khi can giup."
    ),
    "returned": "[{office}] Da tra ket qua ho so {code}. Cam on Ong/Ba.",
    "stopped": "[{office}] Ho so {code} dung giai quyet. Xem ly do tai {domain} hoac goi {tel}.",
    "withdrawn": "[{office}] Ho so {code} da duoc rut theo yeu cau cua Ong/Ba.",
    "apology": (
        "[{office}] Xin loi Ong/Ba: ho so {code} cham hen. {again}. Ly do xem tai {domain} hoac "
        "goi {tel}."
    ),
    "extended": (
        "[{office}] Ho so {code} duoc gia han theo quy dinh, hen tra {due}. Xem ly do tai {domain} "
        "hoac goi {tel}."
    ),
    "redated": (
        "[{office}] Lich lam viec thay doi: ho so {code} hen tra {due}. Tra cuu tai {domain} hoac "
        "goi {tel}."
    ),
}
