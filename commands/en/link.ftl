# /link: a customer links a channel of its own server.
command-link = link
    .description = Link this channel with the code that support gave you (administrators of this server)
    .code = code
    .code-description = The code, as XXXX-XXXX

refusal-linked-by-staff = A code is for the customer: an administrator of their own server uses it there. In your own server, `/customer link` with a channel needs no code.
refusal-not-server-administrator = Only an administrator of this server may link a channel. Nothing was done, and the code stays good.
refusal-not-a-plain-channel = A thread, a forum or a voice channel cannot be linked. Type the command in a text channel; the code stays good.
refusal-linked-already = This channel is already linked. Nothing was done, and the code stays good: use it in another channel, or ask your support contact.
refusal-code-unknown = There is no such code. Check it letter by letter (it never has a 0 or a 1), or ask your support contact for a new one.
refusal-code-used = That code was already used, and a code works once. Ask your support contact for a new one.
refusal-code-expired = That code expired { $since }. Ask your support contact for a new one.
