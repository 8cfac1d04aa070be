//! A browser: chromium driven by chromedriver, both processes of this test alone.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// How long the browser may take to start.
const START: Duration = Duration::from_mins(1);

/// What the page is looked at on.
#[derive(Clone, Copy)]
pub(crate) enum Screen {
    /// A window on a desk.
    Desk,
    /// A phone, touched with a finger.
    Phone,
}

impl Screen {
    /// How large the page is on it.
    fn size(self) -> (u32, u32) {
        match self {
            Self::Desk => (1200, 800),
            Self::Phone => (390, 800),
        }
    }
}

/// A browser with one window.
pub(crate) struct Chromium {
    /// Its window.
    pub(crate) window: Client,
    driver: Child,
}

impl Chromium {
    /// Starts one whose files go into `folder`. None where there is no browser on this machine.
    pub(crate) async fn starts(folder: &Path, screen: Screen) -> Option<Self> {
        let (chromium, driver) = (on_path("chromium")?, on_path("chromedriver")?);
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .env("TMPDIR", folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("chromedriver starts");
        let port = tokio::time::timeout(START, port(&mut driver))
            .await
            .expect("chromedriver tells its port in time");
        let profile = folder.join("profile");
        let (width, height) = screen.size();
        let mut options = serde_json::json!({
            "binary": chromium,
            "args": [
                "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=en-GB",
                format!("--user-data-dir={}", profile.display()), format!("--window-size={width},{height}"),
            ],
        });
        if let Screen::Phone = screen {
            let metrics =
                serde_json::json!({ "width": width, "height": height, "pixelRatio": 1, "touch": true });
            options["mobileEmulation"] = serde_json::json!({ "deviceMetrics": metrics });
        }
        let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let window = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{port}"))
            .await
            .expect("chromium starts");
        if let Screen::Desk = screen {
            let page =
                window.execute("return [innerWidth, innerHeight]", Vec::new()).await.expect("its size");
            let more = |at: usize, wanted: u32| {
                let has = page[at].as_u64().and_then(|has| u32::try_from(has).ok()).expect("a size");
                wanted + wanted.saturating_sub(has)
            };
            // What surrounds the page is not in a picture of it.
            window.set_window_size(more(0, width), more(1, height)).await.expect("a larger window");
        }
        Some(Self { window, driver })
    }

    /// Ends it.
    pub(crate) async fn ends(mut self) {
        self.window.close().await.expect("chromium ends");
        self.driver.kill().await.expect("chromedriver ends");
    }
}

/// The port that the driver chose.
async fn port(driver: &mut Child) -> u16 {
    let mut lines = BufReader::new(driver.stdout.take().expect("its stdout")).lines();
    loop {
        let line = lines.next_line().await.expect("text").expect("chromedriver says its port before it ends");
        let told = line
            .rsplit_once("successfully on port ")
            .and_then(|(_, port)| port.trim_end_matches('.').parse().ok());
        if let Some(port) = told {
            // What it says from now on goes nowhere, but must go.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return port;
        }
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
