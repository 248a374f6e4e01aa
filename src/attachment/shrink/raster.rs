//! Pixels, and fewer of them.

/// Sides of A4 in tenths of a millimetre.
const A4: (u64, u64) = (2_970, 2_100);
/// Tenths of a millimetre to the inch.
const INCH: u64 = 254;
/// One is not resampled to more than this part of its pixels in hundredths: it would blur and save
/// little.
const CLOSE: u64 = 90;

/// A picture, eight bits a channel, rows from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Raster {
    /// Pixels across.
    pub(super) width: u32,
    /// Pixels down.
    pub(super) height: u32,
    /// 1 for grey, 3 for red, green and blue.
    pub(super) channels: usize,
    /// Samples.
    pub(super) data: Vec<u8>,
}

impl Raster {
    /// Pixels of `channels` samples each; `None` if their number is another.
    pub(super) fn new(width: u32, height: u32, channels: usize, data: Vec<u8>) -> Option<Self> {
        let samples = (width as usize).checked_mul(height as usize)?.checked_mul(channels)?;
        let fits = samples == data.len() && samples > 0 && matches!(channels, 1 | 3);
        if fits { Some(Self { width, height, channels, data }) } else { None }
    }

    /// The picture turned as Exif says (2.32, 4.6.4 A): 6 by a quarter to the right, 3 by a half, 8
    /// by a quarter to the left, the others mirrored.
    pub(super) fn turned(self, orientation: u32) -> Self {
        let (wide, high) = (self.width as usize, self.height as usize);
        let is_quarter = (5..=8).contains(&orientation);
        let (width, height) = if is_quarter { (high, wide) } else { (wide, high) };
        let mut data = Vec::with_capacity(self.data.len());
        for y in 0..height {
            for x in 0..width {
                let (column, row) = match orientation {
                    2 => (wide - 1 - x, y),
                    3 => (wide - 1 - x, high - 1 - y),
                    4 => (x, high - 1 - y),
                    5 => (y, x),
                    6 => (y, high - 1 - x),
                    7 => (wide - 1 - y, high - 1 - x),
                    8 => (wide - 1 - y, x),
                    _ => return self,
                };
                let at = (row * wide + column) * self.channels;
                data.extend_from_slice(&self.data[at..at + self.channels]);
            }
        }
        let (width, height) =
            if is_quarter { (self.height, self.width) } else { (self.width, self.height) };
        Self { width, height, channels: self.channels, data }
    }

    /// The picture with as many dots an inch if it fills a page of A4; as it is if it has hardly
    /// more.
    pub(super) fn for_a4(self, dpi: u16) -> Self {
        let (long, short) =
            (u64::from(self.width.max(self.height)), u64::from(self.width.min(self.height)));
        let most = (A4.0 * u64::from(dpi) / INCH, A4.1 * u64::from(dpi) / INCH);
        // The tighter of both sides, as a fraction: most / own.
        let (over, under) =
            if most.0 * short <= most.1 * long { (most.0, long) } else { (most.1, short) };
        self.scaled(over, under)
    }

    /// The picture with `over` pixels for each `under`; as it is if these are hardly fewer.
    pub(super) fn scaled(self, over: u64, under: u64) -> Self {
        if over.saturating_mul(100) >= under.saturating_mul(CLOSE) {
            return self;
        }
        let side = |own: u32| {
            u32::try_from((u64::from(own) * over + under / 2) / under).unwrap_or(own).clamp(1, own)
        };
        let (width, height) = (side(self.width), side(self.height));
        self.averaged(width, height)
    }

    /// Each new pixel is the mean of the area that it covers, in whole numbers: libraries that
    /// resample choose their arithmetic by the processor, and the same file must give the same
    /// bytes everywhere. Neither side grows.
    fn averaged(self, width: u32, height: u32) -> Self {
        let (own_height, new_height) = (u64::from(self.height), u64::from(height));
        let samples = width as usize * self.channels;
        let mut data = Vec::with_capacity(samples * height as usize);
        let (mut narrow, mut sums, mut filled) = (vec![0_u64; samples], vec![0_u64; samples], 0);
        // An old row is `new_height` units high, a new one `own_height`.
        let whole = own_height * u64::from(self.width);
        for row in self.data.chunks_exact(self.width as usize * self.channels) {
            self.narrow(row, width, &mut narrow);
            let mut left = new_height;
            while left > 0 {
                let take = left.min(own_height - filled);
                for (sum, sample) in sums.iter_mut().zip(&narrow) {
                    *sum += *sample * take;
                }
                (left, filled) = (left - take, filled + take);
                if filled == own_height {
                    data.extend(sums.iter().map(|sum| ((sum + whole / 2) / whole) as u8));
                    sums.fill(0);
                    filled = 0;
                }
            }
        }
        Self { width, height, channels: self.channels, data }
    }

    /// A row in fewer pixels, each sample times the row's old width.
    fn narrow(&self, row: &[u8], width: u32, out: &mut [u64]) {
        let (own, new) = (u64::from(self.width), u64::from(width));
        out.fill(0);
        let (mut at, mut filled) = (0, 0);
        for pixel in row.chunks_exact(self.channels) {
            let mut left = new;
            while left > 0 {
                let take = left.min(own - filled);
                let sums = &mut out[at..at + self.channels];
                for (sum, sample) in sums.iter_mut().zip(pixel) {
                    *sum += u64::from(*sample) * take;
                }
                (left, filled) = (left - take, filled + take);
                if filled == own {
                    (at, filled) = (at + self.channels, 0);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grey(width: u32, height: u32, data: &[u8]) -> Raster {
        Raster::new(width, height, 1, data.to_vec()).expect("a picture")
    }

    #[test]
    fn means_are_exact_and_areas_are_shared() {
        assert_eq!(
            grey(4, 2, &[0, 10, 20, 30, 10, 20, 30, 40]).averaged(2, 1),
            grey(2, 1, &[10, 30])
        );
        // Three pixels into two: the middle one belongs to both, a half each.
        assert_eq!(grey(3, 1, &[0, 90, 240]).averaged(2, 1), grey(2, 1, &[30, 190]));
        let colour = Raster::new(2, 2, 3, vec![0, 0, 255, 100, 0, 255, 0, 40, 255, 100, 40, 255])
            .expect("a picture");
        assert_eq!(colour.averaged(1, 1).data, [50, 20, 255]);
        let white = grey(997, 31, &[255; 997 * 31]).averaged(100, 7);
        assert!(white.data.iter().all(|s| *s == 255));
    }

    #[test]
    fn pictures_fit_a4_and_are_never_enlarged() {
        let size = |width: u32, height: u32, dpi| {
            let raster = grey(width, height, &vec![0; (width * height) as usize]).for_a4(dpi);
            (raster.width, raster.height)
        };
        // 210 × 297 mm at 100 dpi is 827 × 1169 pixels.
        assert_eq!(size(1654, 2339, 100), (826, 1168));
        assert_eq!(size(2339, 1654, 100), (1168, 826));
        assert_eq!(size(3000, 1000, 100), (1169, 390));
        assert_eq!(size(1000, 1000, 100), (826, 826));
        assert_eq!(size(900, 900, 100), (900, 900), "hardly more than wanted");
        assert_eq!(size(10, 20, 600), (10, 20));
        assert_eq!(size(5000, 2, 72), (841, 1));
    }
}
