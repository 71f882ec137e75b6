using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Biometrics;

public class RetentionStatementTests
{
    [Fact]
    public void Statement_AfterTheCloseDown_SaysWhatIsStillKeptAndUntilWhen()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed);
        Alert[] alerts = [GivenAlert.Raised(number: 1), GivenAlert.Raised(number: 2, at: GivenAlert.RaisedAt.AddHours(1)), False(3)];
        HeldKey[] held =
        [
            Held(KeyScope.Alert, alerts[0], BlobKind.AlertPicture, BlobKind.AlertTemplate),
            Held(KeyScope.Alert, alerts[1], BlobKind.AlertPicture, BlobKind.AlertTemplate),
            Held(KeyScope.ContextFrame, alerts[0], BlobKind.ContextFrame),
            Held(KeyScope.Alert, alerts[2], BlobKind.AlertPicture, BlobKind.AlertTemplate),
        ];

        var statement = RetentionStatement.Of(deployment, Given.Uk.Retention, alerts, held, [Receipt(deployment, 0)]);

        Assert.Equal([RetentionKind.Watchlist, RetentionKind.FalseAlerts, RetentionKind.OtherAlerts, RetentionKind.ContextFrames], statement.Lines.Select(l => l.Kind));
        Assert.Equal([0, 1, 2, 1], statement.Lines.Select(l => l.Keys));
        var others = statement.Lines[2];
        Assert.Equal((2, 2), (others.Held[BlobKind.AlertPicture], others.Held[BlobKind.AlertTemplate]));
        Assert.Equal((GivenAlert.RaisedAt.AddDays(31), GivenAlert.RaisedAt.AddDays(31).AddHours(1)), (others.NextDue, others.LastDue));
        Assert.Equal((true, GivenAlert.RaisedAt.AddDays(31).AddHours(1), GivenAlert.RaisedAt.AddDays(1)), (statement.IsHeld, statement.KeptUntil, statement.NextDue));
        Assert.Equal((2, 0, 0, 0), (statement.Lines[0].Destroyed["watchlist templates"], statement.Lines[0].Late, statement.Lines[0].Remaining, statement.Lines[0].Unproven));
    }

    [Theory]
    [InlineData(null, 0, 1)]
    [InlineData(3, 3, 0)]
    public void Statement_OfADeletionThatIsNotProven_SaysSo(int? found, int remaining, int unproven)
    {
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed);

        var line = Assert.Single(RetentionStatement.Of(deployment, Given.Uk.Retention, [], [], [Receipt(deployment, found)]).Lines);

        Assert.Equal((remaining, unproven), (line.Remaining, line.Unproven));
    }

    [Fact]
    public void Statement_OfTwoDeletions_AddsThemUp_AndHoldsNothing()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed);

        var statement = RetentionStatement.Of(deployment, Given.Uk.Retention, [], [], [Receipt(deployment, 3), Receipt(deployment, 2)]);

        var line = Assert.Single(statement.Lines);
        Assert.Equal((4, 5), (line.Destroyed["watchlist templates"], line.Remaining));
        Assert.False(statement.IsHeld);
    }

    /// <summary>What was found without its key is a kind of its own, due at once.</summary>
    [Fact]
    public void Receipt_OfStrays_SaysWhatTheyWere()
    {
        var receipt = PurgeReceipt.WriteForStrays(Given.Id(900), Given.DeploymentId, [Given.Id(901)], new Dictionary<string, int>(StringComparer.Ordinal) { ["alert pictures"] = 1 }, "Lfr", Given.Start);

        Assert.Equal((RetentionKind.Strays, Given.DeploymentId, Given.Start, Given.Start, "Lfr"), (receipt.Kind, receipt.DeploymentId, receipt.At, receipt.Due, receipt.ByName));
        Assert.Equal(1, receipt.Destroyed["alert pictures"]);
    }

    [Fact]
    public void Statement_OfALateDeletion_SaysSo()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed);

        Assert.Equal(1, Assert.Single(RetentionStatement.Of(deployment, Given.Uk.Retention, [], [], [Receipt(deployment, 0, late: true)]).Lines).Late);
    }

    [Fact]
    public void Statement_WithoutAPolicy_ShowsWhatIsHeldWithoutADueTime()
    {
        var alert = GivenAlert.Raised();
        var statement = RetentionStatement.Of(
            DeploymentCommands.In(DeploymentState.Ended), null, [alert],
            [Held(KeyScope.Watchlist, null, BlobKind.WatchlistTemplate), Held(KeyScope.Alert, alert, BlobKind.AlertPicture), Held(KeyScope.ContextFrame, alert, BlobKind.ContextFrame)], []);

        Assert.Equal(3, statement.Lines.Count);
        Assert.True(statement.IsHeld);
        Assert.Null(statement.KeptUntil);
    }

    [Fact]
    public void Statement_OfADeploymentFromBeforeKindsWereKeptApart_IsDueAsAWhole()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Ended);

        var line = Assert.Single(RetentionStatement.Of(deployment, Given.Uk.Retention, [], [Held(KeyScope.Deployment, null, BlobKind.AlertPicture)], []).Lines);

        Assert.Equal((RetentionKind.Everything, deployment.EndedAt!.Value.AddHours(24)), (line.Kind, line.LastDue));
    }

    [Fact]
    public void Statement_OfPicturesWhoseAlertIsMissing_GivesThemADueTimeToo()
    {
        var statement = RetentionStatement.Of(
            DeploymentCommands.In(DeploymentState.Ended), Given.Uk.Retention, [], [Held(KeyScope.Alert, null, BlobKind.AlertPicture), Held(KeyScope.ContextFrame, null, BlobKind.ContextFrame)], []);

        Assert.Equal(
            [(RetentionKind.FalseAlerts, Given.Start.AddHours(24)), (RetentionKind.ContextFrames, Given.Start.AddHours(24))], statement.Lines.Select(l => (l.Kind, l.LastDue!.Value)));
    }

    [Fact]
    public void Statement_OfNothing_IsEmpty()
    {
        var statement = RetentionStatement.Of(DeploymentCommands.In(DeploymentState.Draft), Given.Uk.Retention, [], [], []);

        Assert.Empty(statement.Lines);
        Assert.Equal((false, null, null), (statement.IsHeld, statement.KeptUntil, statement.NextDue));
    }

    private static Alert False(int number)
    {
        var alert = GivenAlert.Raised(number: number);
        Given.Do(alert.Adjudicate(Answer.NotSame, "Ears", GivenAlert.RaisedAt.AddSeconds(5), Given.Operator, GivenAlert.RaisedAt.AddSeconds(20)));
        return alert;
    }

    private static HeldKey Held(KeyScope scope, Alert? alert, params BlobKind[] items) => new(scope, alert?.Id ?? Given.DeploymentId, Given.Start, items.ToDictionary(i => i, _ => 1));

    private static PurgeReceipt Receipt(Deployment deployment, int? remaining, bool late = false)
    {
        var key = BiometricKey.Keep(Given.Id(70), deployment.Id, KeyScope.Watchlist, deployment.Id, [9], Given.Start);
        var receipt = PurgeReceipt.Write(
            key, RetentionKind.Watchlist, "f00d", new Dictionary<string, int>(StringComparer.Ordinal) { ["watchlist templates"] = 2 }, Given.Start.AddHours(24), "Lfr",
            Given.Start.AddHours(late ? 25 : 1));
        if (remaining is { } found)
            receipt.Look(found, Given.Start.AddHours(26));
        return receipt;
    }
}
