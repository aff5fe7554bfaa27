//! Which numbers are phone numbers, and which are not.

use std::sync::LazyLock;

use proptest::prelude::*;
use regex::Regex;

use super::{OTHER_NUMBERS, compiled, other_numbers};
use crate::masking::mask;

#[test]
fn numbers_are_found_in_every_usual_shape() {
    for number in [
        "040 123 4567",
        "0401234567",
        "040-1234567",
        "040-123 4567",
        "050 123 45 67",
        "0457 123 4567",
        "0400 123 456",
        "+358 40 123 4567",
        "+358401234567",
        "+358 (0)40 123 4567",
        "00358 40 123 4567",
        "(09) 123 4567",
        "09 1234 567",
        "(014) 123 456",
        "014 123 456",
        "014-123456",
        "020 123 4567",
        "0800 12345",
        "0295 025 000",
        "029 41 000",
        "040.123.4567",
        "+46 8 123 456 78",
        "+372 5123 4567",
        "0046 8 123 456",
        "+1 (555) 123-4567",
        "040\u{a0}123\u{a0}4567",
        "040–123 4567",
        "(+358) 40 123 4567",
        "+358(0)40 123 4567",
        "+358(0)401234567",
        "+ 358 40 123 4567",
        "00 358 40 123 4567",
        "358 40 123 4567",
        "358401234567",
        "(358) 40 123 4567",
        "358-40-1234567",
        "0358 40 123 4567",
        "(0)40 123 4567",
        "040/123 4567",
        "040 / 123 4567",
        "040/1234567",
        "09/123 4567",
        "040 123\n4567",
        "040\n123 4567",
        "040123\n4567",
        "0401\u{ad}234567",
        "040\u{200b}123\u{200b}4567",
        "040 98 76 543",
        "040 - 123 4567",
        "040\u{2212}123 4567",
        "０４０ １２３ ４５６７",
        "018-12 345",
        "070-123 45 67",
    ] {
        for text in [
            format!("Puh. {number}."),
            format!("({number})"),
            format!("p.{number}, Anna"),
        ] {
            let masked = mask(&text).into_owned();
            assert!(
                !masked.contains(|c: char| c.is_ascii_digit()),
                "{text} gives {masked}"
            );
        }
    }
    assert_eq!(mask("014 123 456 / 040 1234567"), "[puhelin] / [puhelin]");
    assert_eq!(mask("0401234567 0509876543"), "[puhelin] [puhelin]");
}

#[test]
fn numbers_without_a_code_are_found_after_a_label() {
    for text in [
        "puh 987 6543",
        "Puh. 987 6543",
        "puh: 9876543",
        "Puhelin: 987 65",
        "puh. nro 987 6543",
        "puh.\n987 6543",
        "tel. 987 6543",
        "Tel 12345",
        "tfn 987 65 43",
        "Tfn. 123 45",
        "telefon 987 6543",
        "mobil 987 65 43",
        "gsm 987 6543",
        "soita numeroon 987 6543",
        "soita 987 6543",
        "ring 987 65 43",
        "puh. 987 6543 tai 987 6544",
        "puh. 987 6543, 987 6544 ja 987 6545",
        "puhelinnumerosta 987 6543",
        "tel:+358401234567",
        "tfn 031-12 34 56",
    ] {
        let masked = mask(text).into_owned();
        assert!(
            !masked.contains(|c: char| c.is_ascii_digit()),
            "{text} gives {masked}"
        );
    }
    assert_eq!(
        mask("puh 987 6543 ma-pe klo 9-12"),
        "puh [puhelin] ma-pe klo 9-12"
    );
    assert_eq!(
        mask("puh. 987 6543, 12 paikkaa"),
        "puh. [puhelin], 12 paikkaa"
    );
    assert_eq!(mask("0401234567/0509876543"), "[puhelin]/[puhelin]");
    assert_eq!(
        mask("040 123 4567\n00100 Helsinki"),
        "[puhelin]\n00100 Helsinki"
    );
    assert_eq!(mask("014 123 456\n\n2023 alkaa"), "[puhelin]\n\n2023 alkaa");
}

#[test]
fn other_numbers_stay() {
    for text in [
        "Y-tunnus 0123456-7",
        "1234567-8",
        "FI21 1234 5600 0007 85",
        "00100 Helsinki",
        "hankenumero 040123456",
        "Projektikoodi: S20123",
        "projektinumero 0912345678",
        "ISSN 0355-1234",
        "ISBN 978-952-000-123-4",
        "VN/12345/2021",
        "1 200 000 euroa",
        "+1 200 000 euroa",
        "+20 000",
        "vuosina 2020-2023",
        "klo 08-10",
        "0,5 milj.",
        "05 2022 – 12 2023",
        "06-10-2022",
        "09.00-16.00",
        "3 000 henkilöä",
        "05/2022",
        "040 2022",
        "dnro 0401234567",
        "0 20 000",
        "puh. 116 117",
        "Soita 116 117",
        "puh. 112",
        "puh. 10023",
        "lähetä tekstiviesti numeroon 16400",
        "puhelin 1 200 euroa",
        "puhelin 12 000 euroa",
        "puhelin 2020-2023",
        "numero 2022",
        "358 400 asukasta",
        "1 358 400 euroa",
        "358 400 123 euroa",
        "358 200 300 ihmistä",
        "Hinta 358,40 €",
        "3580 euroa",
        "33 500 henkilöä",
        "05/2022 alkaen",
        "02/2022 100 osallistujaa",
        "029 12345/2021",
        "30.6.2025/040",
        "klo 09-16/10-14",
        "ennen vuotta 010\n2022",
    ] {
        assert_eq!(mask(text), text);
    }
}

static EVERYWHERE: LazyLock<Regex> = LazyLock::new(|| compiled(&format!(r"\b{OTHER_NUMBERS}")));

proptest! {
    /// Looking at the places where one can begin finds what searching everywhere does.
    #[test]
    fn other_numbers_are_found_wherever_they_begin(
        texts in prop::collection::vec("1\\.2\\.2020|31-12-21|2022-03-04|1234567-8|FI12 3456 7890 1234 56|[0-9.-]{1,9}|[A-Z ä_²٣\u{308}]{1,3}|\\PC", 0..9),
    ) {
        let text = texts.concat();
        let expected: Vec<_> = EVERYWHERE.find_iter(&text).map(|found| found.range()).collect();
        prop_assert_eq!(other_numbers(&text), expected);
    }
}
