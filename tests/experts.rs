//! Experts: their hours, absences and agenda, the sessions that they propose and settle.
