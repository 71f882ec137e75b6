namespace Lfr.Web.Data;

/// <summary>An approver was asked for a break after a long fast stretch, and answered. Appended, never changed; the audit log says the same.</summary>
/// <param name="DeploymentId">Deployment whose list it was.</param>
/// <param name="UserId">Account of the approver.</param>
/// <param name="At">When the approver answered.</param>
/// <param name="Answers">Entries answered without a pause.</param>
/// <param name="MeanSeconds">How long they were looked at, mean, whole seconds.</param>
/// <param name="WentOn">Whether the approver went on without a break.</param>
public sealed record SignOffBreak(Guid DeploymentId, Guid UserId, DateTimeOffset At, int Answers, int MeanSeconds, bool WentOn);
