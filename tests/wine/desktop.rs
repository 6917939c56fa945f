//! What is on the screen.

use std::path::PathBuf;
use std::time::Duration;

use tokio::process::Command;

/// The left end of the taskbar: left, top, right and bottom on a screen of 800 by 600.
pub(crate) const START_BUTTON: [usize; 4] = [0, 580, 57, 600];
/// The right end of the taskbar, where the icons are.
pub(crate) const TASKBAR_END: [usize; 4] = [700, 580, 800, 600];
/// An icon is 16 pixels square, and covers a third of that at least.
const ICON: usize = 80;
const PATIENCE: Duration = Duration::from_mins(5);
const AGAIN: Duration = Duration::from_millis(300);

/// A picture of the screen.
pub(crate) struct Screen {
    png: Vec<u8>,
    width: usize,
    pixels: Vec<u8>,
}

impl Screen {
    pub(crate) async fn see() -> Self {
        let mut command = Command::new("import");
        command.args(["-window", "root", "-depth", "8", "png24:-"]);
        let output = command.output().await.unwrap();
        assert!(output.status.success(), "{output:?}");
        let mut reader =
            png::Decoder::new(std::io::Cursor::new(&output.stdout)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        assert_eq!((info.width, info.height, info.line_size), (800, 600, 2400));
        Self { png: output.stdout, width: 800, pixels }
    }

    /// Waits until two looks one after the other show the same.
    pub(crate) async fn at_rest() -> Self {
        let look = async {
            let mut last = Self::see().await;
            loop {
                tokio::time::sleep(AGAIN).await;
                let now = Self::see().await;
                if now.pixels == last.pixels {
                    return now;
                }
                last = now;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.expect("the screen comes to rest")
    }

    /// Waits until so many pixels of `part` differ as an icon has.
    pub(crate) async fn until_changed(&self, part: [usize; 4]) -> Self {
        let look = async {
            loop {
                let now = Self::see().await;
                if self.differs(&now, part) >= ICON {
                    return now;
                }
                tokio::time::sleep(AGAIN).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.expect("something new is to be seen there")
    }

    /// Waits until an icon in `part` is red.
    pub(crate) async fn until_red(part: [usize; 4]) -> Self {
        let look = async {
            loop {
                let now = Self::see().await;
                if now.reds(part) >= ICON {
                    return now;
                }
                tokio::time::sleep(AGAIN).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.expect("an icon turns red there")
    }

    /// Waits until `part` looks as it did here.
    pub(crate) async fn until_again(&self, part: [usize; 4]) {
        let look = async {
            while self.differs(&Self::see().await, part) > 0 {
                tokio::time::sleep(AGAIN).await;
            }
        };
        tokio::time::timeout(PATIENCE, look).await.expect("it looks as it did before");
    }

    fn reds(&self, part: [usize; 4]) -> usize {
        let red = |[red, green, blue]: [u8; 3]| red > 180 && green < 160 && blue < 160;
        places(part).filter(|(x, y)| red(self.pixel(*x, *y))).count()
    }

    fn pixel(&self, x: usize, y: usize) -> [u8; 3] {
        let at = (y * self.width + x) * 3;
        self.pixels[at..at + 3].try_into().unwrap()
    }

    fn differs(&self, other: &Self, part: [usize; 4]) -> usize {
        places(part).filter(|(x, y)| self.pixel(*x, *y) != other.pixel(*x, *y)).count()
    }

    /// Leaves the picture where somebody can look at it.
    pub(crate) fn keep(&self, name: &str) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
        let file = folder.join(name);
        std::fs::write(&file, &self.png).unwrap();
        eprintln!("a picture of it: {}", file.display());
    }
}

fn places([left, top, right, bottom]: [usize; 4]) -> impl Iterator<Item = (usize, usize)> {
    (top..bottom).flat_map(move |y| (left..right).map(move |x| (x, y)))
}
