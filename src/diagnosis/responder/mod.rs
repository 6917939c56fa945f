//! Who wrote this response, and what it means. Pure.
