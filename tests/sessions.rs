//! What becomes of a session: declined, released, moved, called off, reminded of, delivered.
