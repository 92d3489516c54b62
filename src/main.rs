//! Mounts the app, nothing else.

fn main() {
    switchroom::browser::failure::install();
    switchroom::app::start();
}
