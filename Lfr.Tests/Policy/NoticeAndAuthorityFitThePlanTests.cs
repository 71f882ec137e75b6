using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class NoticeAndAuthorityFitThePlanTests
{
    [Fact]
    public void Purpose_ChangedAfterTheNotice_NeedsANewNotice() =>
        Says.Broken(Judge(g => g.ChangedAfterwards = p => p with { Grounds = p.Grounds with { Purpose = "Find pickpockets" } }), "The public was told another place, time or purpose");

    [Fact]
    public void Hours_ChangedAfterTheNotice_NeedANewNotice() =>
        Says.Broken(Judge(g => g.ChangedAfterwards = p => p with { Window = new Window(Given.Start, Given.Start.AddHours(9)) }), "The public was told another place, time or purpose");

    [Fact]
    public void Place_ChangedAfterTheNotice_NeedsANewNotice() =>
        Says.Broken(Judge(g => g.ChangedAfterwards = p => p with { Place = p.Place with { Zone = "The whole street" } }), "The public was told another place, time or purpose");

    [Fact]
    public void Camera_AddedAfterTheAuthority_NeedsANewAuthority() =>
        Says.Broken(Judge(g => g.ChangedAfterwards = p => p with { Cameras = [.. p.Cameras, new Camera(Given.Id(21), "Camera 2", "demo:walk.mp4", "Market")] }), "The plan was changed after Sue Perintendent authorised it on 29 May 2026");

    [Fact]
    public void Criteria_WidenedAfterTheAuthority_NeedANewAuthority() =>
        Says.Broken(Judge(g => g.ChangedAfterwards = p => p with { Criteria = p.Criteria with { Text = "Anybody" } }), "The plan was changed after");

    [Fact]
    public void Training_RenewedAfterTheAuthority_NeedsNothing() =>
        Says.Met(Judge(g => g.ChangedAfterwards = p => p with { Staff = [.. p.Staff.Select(s => s with { TrainedUntil = new DateOnly(2028, 1, 1) })] }));

    [Fact]
    public void Draft_ThatWasNeverShown_HasNothingToContradict() =>
        Says.Met(Judge(g => { g.Submitted = false; g.NoticeAt = null; }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new NoticeAndAuthorityFitThePlan().Judge(Given.Dossier(change));
}
