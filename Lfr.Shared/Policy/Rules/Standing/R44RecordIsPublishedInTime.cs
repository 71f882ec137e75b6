namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R44: results are published within the policy's days after the end, also those of a day without an arrest. Source: College of Policing APP and force
/// policy. No gate waits for it: it is a deadline, shown to people until it is met.
/// </summary>
[Rule("R44", "The record is in time", "the authorising officer")]
public sealed class RecordIsPublishedInTime : Rule<StandingDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(StandingDossier dossier) => (dossier.RecordDue, dossier.PublishedAt) switch
    {
        (null, _) => Verdict.Met("No record is due before the deployment has ended."),
        ({ } due, { } at) when at <= due => Verdict.Met($"It was published on {Words.Moment(at)}."),
        ({ } due, { } at) => Verdict.Broken($"The record was published on {Words.Moment(at)}, {Words.Duration(at - due)} late.", ""),
        ({ } due, null) when dossier.Now <= due => Verdict.Met($"It is due by {Words.Moment(due)}."),
        ({ } due, null) => Verdict.Broken($"The record was due by {Words.Moment(due)} and is not published.", "Publish it."),
    };
}
