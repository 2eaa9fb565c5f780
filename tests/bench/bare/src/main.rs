//! A minimal Leptos page: one row whose name is a signal, and a button that changes it; no requests. Its bytes and its
//! first row are the framework's share of the app's figures.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;

    leptos::mount::mount_to_body(|| {
        let number = RwSignal::new(1);
        view! {
            <table>
                <tbody>
                    <tr>
                        <td class="rl-name">
                            <bdi>{move || format!("artifact {}", number.get())}</bdi>
                        </td>
                        <td>
                            <button on:click=move |_| number.update(|number| *number += 1)>"+"</button>
                        </td>
                    </tr>
                </tbody>
            </table>
        }
    });
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
