-- One dialect for SQLite and PostgreSQL: times are milliseconds since 1970, truth is 0 or 1, ${bytes} is the type of bytes.
-- A run's key is made from its home and its id, so that whoever folds it first and whoever does it again mean the same row.

create table place (
    mark text primary key,
    host text not null,
    folder text not null
);

create table run (
    run_key bigint primary key,
    id text not null,
    place text not null references place (mark),
    pipeline text not null,
    command text not null,
    began bigint not null,
    took bigint not null,
    ending text not null,
    summary text not null,
    engine text not null,
    slipway text not null,
    commit_id text not null,
    dirty integer not null
);

create index run_by_pipeline on run (pipeline, began);

create index run_by_time on run (began);

create index run_by_id on run (id);

-- Journals by their run, as they were when they were folded. Outlives the run when that is pruned.
create table journal (
    run_key bigint primary key,
    place text not null references place (mark),
    size bigint not null,
    modified bigint not null,
    state text not null
);

-- What images hold, each list once, by a hash of it.
create table package_list (
    hash text primary key
);

create table package (
    list text not null references package_list (hash) on delete cascade,
    position integer not null,
    manager text not null,
    name text not null,
    version text not null,
    primary key (list, position)
);

create table layer_list (
    hash text primary key
);

create table layer (
    list text not null references layer_list (hash) on delete cascade,
    position integer not null,
    instruction text not null,
    size bigint not null,
    primary key (list, position)
);

-- What images were made from, by fingerprint: names and hashes, compressed.
create table inputs (
    fingerprint text primary key,
    names ${bytes} not null
);

create table image (
    run_key bigint not null references run (run_key) on delete cascade deferrable initially deferred,
    name text not null,
    position integer not null,
    cause text not null,
    variants text not null,
    status text,
    variant text not null,
    id text not null,
    size bigint not null,
    took bigint not null,
    reason text not null,
    primary key (run_key, name)
);

create table attempt (
    run_key bigint not null references run (run_key) on delete cascade deferrable initially deferred,
    position integer not null,
    image text not null,
    variant text not null,
    number integer not null,
    fingerprint text not null,
    began bigint not null,
    took bigint not null,
    status text,
    category text not null,
    nature text not null,
    diagnosis text,
    log text not null,
    image_id text not null,
    size bigint not null,
    packages text references package_list (hash),
    layers text references layer_list (hash),
    unasked text not null,
    primary key (run_key, position)
);

create index attempt_by_packages on attempt (packages);

create index attempt_by_layers on attempt (layers);

create index attempt_by_fingerprint on attempt (fingerprint);

-- Steps of attempts and of stack checks; attempt is the position of the attempt, stack_check that of the stack check.
create table step (
    run_key bigint not null references run (run_key) on delete cascade deferrable initially deferred,
    position integer not null,
    attempt integer,
    stack_check integer,
    kind text not null,
    title text not null,
    began bigint not null,
    took bigint not null,
    status text,
    detail text not null,
    facts text not null,
    primary key (run_key, position)
);

create table base (
    run_key bigint not null references run (run_key) on delete cascade deferrable initially deferred,
    position integer not null,
    reference text not null,
    id text not null,
    how text not null,
    stand_in text not null,
    took bigint not null,
    category text not null,
    nature text not null,
    diagnosis text,
    primary key (run_key, position)
);

create table stack_check (
    run_key bigint not null references run (run_key) on delete cascade deferrable initially deferred,
    position integer not null,
    name text not null,
    status text,
    took bigint not null,
    detail text not null,
    category text not null,
    nature text not null,
    diagnosis text,
    primary key (run_key, position)
);

create table notice (
    run_key bigint not null references run (run_key) on delete cascade deferrable initially deferred,
    position integer not null,
    told bigint not null,
    level text not null,
    words text not null,
    primary key (run_key, position)
);
