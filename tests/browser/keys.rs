//! The keys, and where they go.

use fantoccini::key::Key;

use crate::page::Page;

/// How many times somebody presses Tab before they give up.
const TABS: usize = 60;

impl Page<'_> {
    /// Presses a key.
    pub(crate) async fn key(&self, key: Key) {
        self.keys(&char::from(key).to_string()).await;
    }

    /// Types where the keys go.
    pub(crate) async fn keys(&self, text: &str) {
        self.until("use the keys", async || self.window.active_element().await?.send_keys(text).await).await;
    }

    /// Presses Tab until the keys go to such an element. Wherever they went on the way is to be seen.
    pub(crate) async fn tabs_to(&self, selector: &str) {
        self.steps_to(selector, &char::from(Key::Tab).to_string()).await;
    }

    /// The same, backwards.
    pub(crate) async fn tabs_back_to(&self, selector: &str) {
        let keys: String = [Key::Shift, Key::Tab].map(char::from).iter().collect();
        self.steps_to(selector, &keys).await;
    }

    async fn steps_to(&self, selector: &str, keys: &str) {
        let mut way = Vec::new();
        loop {
            self.keys(keys).await;
            let at = self.asks(WHERE).await;
            assert!(at["seen"].as_bool() == Some(true), "the focus is not to be seen on {at}");
            way.push(at["name"].to_string());
            if self.asks(&format!("return document.activeElement.matches({selector:?})")).await == true {
                return;
            }
            assert!(way.len() < TABS, "{selector} is not reached; the way was {way:?}");
        }
    }

    /// Waits until the keys go to such an element.
    pub(crate) async fn is_on(&self, selector: &str) {
        let on = format!("return document.activeElement.matches({selector:?})");
        self.holds(&format!("be on {selector}"), &on).await;
    }
}

/// What has the focus, and whether that is to be seen: a line around it, or around the box that it stands in.
const WHERE: &str = "const at = document.activeElement; \
    const box = at.closest('.box'); \
    const seen = getComputedStyle(at).outlineStyle !== 'none' || (box && getComputedStyle(box).boxShadow !== 'none'); \
    return { name: at.dataset.test || at.id || at.outerHTML.slice(0, 120), seen: Boolean(seen) }";
