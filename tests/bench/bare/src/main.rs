//! The least page that Leptos makes: one row whose name is a signal's, and a button that changes it. It asks nobody
//! for anything. What it loads, and when its row stands, is the framework's share of what the app does.

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
