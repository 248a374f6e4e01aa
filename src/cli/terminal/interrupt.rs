//! Ctrl-C: commands that run until they are stopped end in good order; everything else ends at
//! once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Who waits for Ctrl-C, and whether it came.
#[derive(Default)]
struct Interrupt {
    is_asked: AtomicBool,
    came: AtomicBool,
}

/// Takes Ctrl-C over, and returns whether to stop. Once polled, Ctrl-C no longer kills the process:
/// the caller must keep polling and return.
///
/// If nobody has polled yet, or at the second Ctrl-C, the program ends at once. Every file is
/// written beside its place and moved there whole, so nothing is half done, and the next run clears
/// what was left beside it.
pub(crate) fn on_interrupt() -> Box<dyn Fn() -> bool> {
    let interrupt = Arc::new(Interrupt::default());
    let heard = Arc::clone(&interrupt);
    #[cfg(target_family = "wasm")]
    drop(heard);
    // Without a handler the system ends the program just the same, only without a word.
    #[cfg(not(target_family = "wasm"))]
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
