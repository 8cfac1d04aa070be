//! The ledger of hours: conserved, never below zero, whatever happens in whichever order.
