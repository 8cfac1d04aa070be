# What is done often here. `just` alone lists it; nothing needs it: each line can be typed.

_:
    @just --list --unsorted

# The whole desk on a local Discord, in your browser.
run *ARGUMENTS:
    cargo run --locked -- sandbox {{ARGUMENTS}}

# Everything.
test:
    cargo test --locked

# The stories whose names hold a text: `just story paging`.
story NAME:
    STORY_LOG=1 cargo test --locked --test stories {{NAME}}

# The laws of the house.
house:
    cargo test --locked --test house

# The queries' data for a build without a database, after a change of SQL.
queries:
    .ci/queries

# The documentation of the code, in your browser.
doc:
    cargo doc --locked --workspace --no-deps --open

# What it costs; `just bench --quick` looks only at whether it works.
bench *ARGUMENTS:
    cargo bench --locked --bench commands -- {{ARGUMENTS}}

# All that must hold before a change lands.
ci:
    .ci/run
