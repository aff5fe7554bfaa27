//! Weights by the numbers of features: an open table, since numbers are hashes already.

/// For each feature its weights for `N` things. Features with no weight are not in it.
#[derive(Debug)]
pub(super) struct Table<const N: usize> {
    /// Numbers of features by their place; 0 marks an empty place.
    numbers: Box<[u32]>,
    weights: Box<[[i8; N]]>,
    /// Number of places less one, a power of two less one.
    mask: usize,
}

impl<const N: usize> Table<N> {
    /// An empty table with room for so many features.
    pub(super) fn for_features(features: usize) -> Self {
        let places = (features * 2).next_power_of_two().max(2);
        Self {
            numbers: vec![0; places].into(),
            weights: vec![[0; N]; places].into(),
            mask: places - 1,
        }
    }

    /// The weights of a feature, zeros until they are set. There must be room for it.
    pub(super) fn entry(&mut self, number: u32) -> &mut [i8; N] {
        let place = self.place(number);
        self.numbers[place] = number;
        &mut self.weights[place]
    }

    /// The weights of a feature, if it has any.
    pub(super) fn get(&self, number: u32) -> Option<&[i8; N]> {
        let place = self.place(number);
        (self.numbers[place] != 0).then(|| &self.weights[place])
    }

    /// Every feature with its weights.
    pub(super) fn iter(&self) -> impl Iterator<Item = (u32, &[i8; N])> {
        let numbers = self.numbers.iter().copied();
        let places = numbers.zip(&self.weights);
        places.filter(|(number, _)| *number != 0)
    }

    /// The bytes of memory that it takes.
    pub(super) fn size(&self) -> usize {
        self.numbers.len() * (size_of::<u32>() + N)
    }

    /// Where a feature is, or where it would be. At most half of the places are taken, so that there is one.
    fn place(&self, number: u32) -> usize {
        let mut place = number as usize & self.mask;
        while self.numbers[place] != number && self.numbers[place] != 0 {
            place = (place + 1) & self.mask;
        }
        place
    }
}
