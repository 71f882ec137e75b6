namespace Lfr.Web.Data;

/// <summary>Whose entry somebody saw, by which event of the audit log: one event for a page of a list, one of these for each person on it.</summary>
/// <param name="Number">Number of the event; its hash covers them.</param>
/// <param name="EntryId">Entry of a watchlist.</param>
public sealed record AuditLook(long Number, Guid EntryId);
