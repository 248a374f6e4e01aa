//! Ctrl-C: what has to go on until it is told to stop, stops by itself; everything else ends at
//! once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Who waits for Ctrl-C, and whether it came.
#[derive(Default)]
struct Interrupt {
    is_asked: AtomicBool,
    came: AtomicBool,
}

/// Takes Ctrl-C over; the answer to whether to stop. Who asks is taken to ask again soon, and to
/// end in good order then.
///
/// Nobody has asked, or the second time: the program ends at once. Every file is written beside its
/// place and moved there whole, so nothing is half done, and the next run clears what was left
/// beside it.
pub(crate) fn on_interrupt() -> Box<dyn Fn() -> bool> {
    let interrupt = Arc::new(Interrupt::default());
    let heard = Arc::clone(&interrupt);
    // Without a handler the system ends the program just the same, only without a word.
    let _ = ctrlc::set_handler(move || {
        let is_second = heard.came.swap(true, Ordering::SeqCst);
        if heard.is_asked.load(Ordering::SeqCst) && !is_second {
            return;
        }
        let _ = std::io::Write::write_all(
            &mut std::io::stderr(),
            "\n已中断；已有的文件和 dist/ 都是完整的\n".as_bytes(),
        );
        std::process::exit(130);
    });
    Box::new(move || {
        interrupt.is_asked.store(true, Ordering::SeqCst);
        interrupt.came.load(Ordering::SeqCst)
    })
}
