"""Meetings: when exhibitors receive, who meets whom at which minute, and whom a buyer should meet."""
