//! Numbers in memory, seven bits in a byte: most are small.

/// Most bytes of a number.
pub(super) const MOST_BYTES: usize = 5;

/// Writes a number at the beginning of bytes, and tells how many it took.
pub(super) fn write_number(mut number: u32, bytes: &mut [u8]) -> usize {
    let mut length = 0;
    while number >= 0x80 {
        bytes[length] = number as u8 | 0x80;
        number >>= 7;
        length += 1;
    }
    bytes[length] = number as u8;
    length + 1
}

/// Takes a number from the beginning of bytes.
pub(super) fn read_number(bytes: &mut &[u8]) -> u32 {
    let mut number = 0;
    let mut shift = 0;
    while let Some((&first, rest)) = bytes.split_first() {
        *bytes = rest;
        number |= u32::from(first & 0x7f) << shift;
        if first < 0x80 {
            break;
        }
        shift += 7;
    }
    number
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_come_back(numbers in prop::collection::vec(prop_oneof![0..300u32, any::<u32>()], 0..8)) {
            let mut bytes = Vec::new();
            for number in &numbers {
                let mut one = [0; MOST_BYTES];
                let length = write_number(*number, &mut one);
                bytes.extend_from_slice(&one[..length]);
            }
            let mut rest = bytes.as_slice();
            for number in numbers {
                prop_assert_eq!(read_number(&mut rest), number);
            }
            prop_assert!(rest.is_empty());
        }
    }
}
