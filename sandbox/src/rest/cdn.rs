//! The files of messages, as Discord's CDN serves them.

use axum::{
    extract::{Path, State},
    http::{
        StatusCode,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};

use crate::{
    ids::{AttachmentId, ChannelId},
    shared::Ctx,
};

pub(crate) async fn attachment(
    State(shared): Ctx,
    Path((_, id, name)): Path<(ChannelId, AttachmentId, String)>,
) -> Response {
    let found = shared.look(|world| world.files.get(&id).filter(|file| file.filename == name).cloned());
    match found {
        Some(file) => {
            let disposition = format!("attachment; filename=\"{}\"", file.filename);
            ([(CONTENT_TYPE, file.content_type), (CONTENT_DISPOSITION, disposition)], file.bytes)
                .into_response()
        }
        None => (StatusCode::NOT_FOUND, "This content is no longer available.").into_response(),
    }
}
