//! The script on a whole host, as far as one can be modelled without systemd and Docker: what it
//! asks of which service, in which order, and what it leaves when something fails.

mod again;
mod authority;
mod host;
mod install;
mod looking;
mod passwords;
mod refusals;
