//! Mounts the app, nothing else.

fn main() {
    switchroom::browser::failure::install();
    leptos::mount::mount_to_body(switchroom::app::App);
}
