//! Asks the world: one fresh attempt at a time, in phases (resolve, connect, handshake, exchange), and the state of
//! this computer and its link. Whatever goes wrong out there is an observation, never an error of ours.

pub mod host;
