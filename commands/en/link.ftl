# /link: a customer links a channel of its own server.
command-link = link
    .description = Link this channel with the code that support gave you (administrators of this server)
    .code = code
    .code-description = The code, as XXXX-XXXX

refusal-linked-by-staff = This code is for the customer: an administrator of their server uses it there. Here, `/customer link` with a channel is enough.
refusal-not-server-administrator = Only an administrator of this server can link a channel. Nothing was done, and the code is still valid.
refusal-not-a-plain-channel = A thread, a forum or a voice channel can't be linked. Run the command in a text channel; the code is still valid.
refusal-linked-already = This channel is already linked. Nothing was done, and the code is still valid: use it in another channel, or contact support: { $phone } or { $mail }.
refusal-code-unknown = Unknown code. Check each character (there is never a 0 or a 1), or ask support for a new one: { $phone } or { $mail }.
refusal-code-used = This code was already used, and a code works once. Ask support for a new one: { $phone } or { $mail }.
refusal-code-expired = This code expired on { $since }. Ask support for a new one: { $phone } or { $mail }.
