namespace Lfr.Shared.Deployments;

/// <summary>
/// One van that may go on comparing for a while after it lost its connection: part of the plan, so that the authorising officer decides about it. No remote stop
/// reaches the van meanwhile; a key at the van does.
/// </summary>
/// <param name="WorkerId">The van's worker. Any other worker compares nothing without a connection.</param>
/// <param name="WorkerName">What people called it when this was planned.</param>
/// <param name="Minutes">For how long after the last confirmation, at most; never past the window.</param>
/// <param name="Reason">Why it is needed: where the connection is poor, and what an interruption would cost.</param>
public sealed record OfflineAllowance(Guid WorkerId, string WorkerName, int Minutes, string Reason);
