//! Commands of the bot's application that another program declared: they stay, and the desk starts beside
//! them.

use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::world::{World, world};

/// Asks Discord as the application's other program does.
async fn asks(world: &World, method: Method, path: &str, body: Option<Value>) -> Value {
    let url = format!("{}/api/v10{path}", world.sandbox.plain_url());
    let request =
        Client::new().request(method, url).header("authorization", format!("Bot {}", world.sandbox.token()));
    let request = body.iter().fold(request, reqwest::RequestBuilder::json);
    let answer = request.send().await.expect("an answer");
    assert!(answer.status().is_success(), "{path}: {}", answer.status());
    answer.json().await.unwrap_or_default()
}

/// Commands by name, each as Discord tells it with its words in other languages.
async fn declared(world: &World, path: &str) -> Vec<(String, Value)> {
    let all = asks(world, Method::GET, &format!("{path}?with_localizations=true"), None).await;
    let all = all.as_array().expect("commands").iter();
    all.map(|one| (one["name"].as_str().expect("a name").to_owned(), one.clone())).collect()
}

/// Declared anew after an update, the desk's commands replace the desk's own alone: the application's entry
/// point, which Discord lets nobody leave out, and another program's commands stay as they are; a command
/// that the desk no longer has goes.
#[tokio::test]
async fn commands_that_the_desk_never_declared_stay() {
    let mut world = world().await;
    let application = asks(&world, Method::GET, "/applications/@me", None).await["id"].clone();
    let everywhere = format!("/applications/{}/commands", application.as_str().expect("an id"));
    let ours = declared(&world, &everywhere).await.len();
    let foreign =
        json!({ "name": "weather", "description": "The weather", "name_localizations": { "fr": "météo" } });
    for command in [foreign, json!({ "name": "launch", "type": 4 })] {
        asks(&world, Method::POST, &everywhere, Some(command)).await;
    }
    let before = declared(&world, &everywhere).await;
    assert_eq!(before.len(), ours + 2);

    // As after an update with other commands, of which one was called otherwise before.
    world.forgets("UPDATE memo SET value = 'another' WHERE key LIKE 'commands:%:global'").await;
    asks(&world, Method::POST, &everywhere, Some(json!({ "name": "old", "description": "Of before" }))).await;
    world
        .forgets(
            "UPDATE memo SET value = json_insert(value, '$[#]', json_array(1, 'old')) WHERE key LIKE 'commands:%:global:names'",
        )
        .await;
    world.stops().await;
    world.starts().await;
    let after = declared(&world, &everywhere).await;
    assert_eq!(after.len(), ours + 2, "{:?}", after.iter().map(|(name, _)| name).collect::<Vec<_>>());
    for (name, was) in before.iter().filter(|(name, _)| ["weather", "launch"].contains(&name.as_str())) {
        let (_, is) = after.iter().find(|(other, _)| other == name).expect("it is there");
        for field in ["id", "type", "description", "name_localizations"] {
            assert_eq!(is[field], was[field], "{name}: {field}");
        }
    }

    // One of the desk's own that somebody deleted is there again.
    let (_, help) = after.iter().find(|(name, _)| name == "help").expect("/help");
    let path = format!("{everywhere}/{}", help["id"].as_str().expect("an id"));
    asks(&world, Method::DELETE, &path, None).await;
    world.stops().await;
    world.starts().await;
    assert_eq!(declared(&world, &everywhere).await.len(), ours + 2);

    // Where all is as it was declared, nothing is.
    let puts = world.sandbox.count("PUT", "/applications/{application}/commands");
    world.stops().await;
    world.starts().await;
    assert_eq!(world.sandbox.count("PUT", "/applications/{application}/commands"), puts);
    assert!(puts > 0);
    world.end().await;
}
