namespace Lfr.Web.Data;

/// <summary>
/// Marks a command that works also while the account of whoever gives it is not as the audit log left it: what stops a run, and what somebody does with their own sessions. Everything else waits
/// until the database is put right.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EvenInDoubtAttribute : Attribute;
