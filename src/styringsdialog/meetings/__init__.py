"""Meetings, agendas, attendance, minutes and decisions."""
