//! Notices as people have them: what is read out of which file.

mod built_in;
mod demands;
mod folder;
mod input;
mod peers;
mod robust;
mod routes;
mod sheets;
mod verb;
mod wordings;
