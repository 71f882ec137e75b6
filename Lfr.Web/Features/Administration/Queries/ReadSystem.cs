using Lfr.Inference.Models;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Mails;
using Lfr.Web.Settings;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>One line about how the installation is.</summary>
/// <param name="What">Of what: <c>Database</c>.</param>
/// <param name="Sentence">How it is.</param>
/// <param name="IsGood">Whether nothing has to be done.</param>
public sealed record HealthLine(string What, string Sentence, bool IsGood);

/// <summary>A worker that may sign in, or once might.</summary>
/// <param name="Id">Follows from its key.</param>
/// <param name="Name">What people call it.</param>
/// <param name="IsCoHosted">Whether it is the one inside Lfr's own process.</param>
/// <param name="Registered">When and by whom, in words.</param>
/// <param name="IsRevoked">Whether it may no longer sign in.</param>
/// <param name="Seen">As this process sees it; <see langword="null"/> when it was not connected since the start.</param>
/// <param name="Runs">Number of the deployment that it runs; <see langword="null"/> when it runs none.</param>
public sealed record WorkerLine(Guid Id, string Name, bool IsCoHosted, string Registered, bool IsRevoked, WorkerView? Seen, string? Runs);

/// <summary>An embedder that could be chosen instead of the one in use.</summary>
/// <param name="Id">Its name for <c>models select</c>.</param>
/// <param name="Card">Its card; <see langword="null"/> when the card cannot be used.</param>
/// <param name="Sentence">What would change, or why it cannot be chosen.</param>
public sealed record OtherModel(string Id, ModelCard? Card, string Sentence);

/// <summary>How people are told what needs them.</summary>
/// <param name="Server">Name of the mail server; <see langword="null"/> where Lfr sends no mail and tells people on its own pages alone.</param>
/// <param name="AtOnce">People with an open account who get a mail at once.</param>
/// <param name="Daily">Those who get one a day.</param>
/// <param name="Off">Those who get none.</param>
/// <param name="Waiting">Mails that the server did not take yet.</param>
/// <param name="LastSentAt">When the server last took one (UTC); <see langword="null"/> when it took none that is still remembered.</param>
public sealed record NotificationView(string? Server, int AtOnce, int Daily, int Off, int Waiting, DateTimeOffset? LastSentAt);

/// <summary>What an administrator knows of the installation.</summary>
/// <param name="Health">How it is.</param>
/// <param name="Workers">Workers, those that may sign in first.</param>
/// <param name="Models">Cards of the models in use.</param>
/// <param name="OtherModels">Embedders that lie on the server and are not in use.</param>
/// <param name="ModelProblem">Why the models cannot be used; <see langword="null"/> when they can.</param>
/// <param name="Settings">Settings as they count.</param>
/// <param name="SettingProblems">What the next start would refuse.</param>
/// <param name="Recovery">Who keeps codes for the recovery; <see langword="null"/> where Lfr keeps no passwords.</param>
public sealed record SystemView(
    IReadOnlyList<HealthLine> Health, IReadOnlyList<WorkerLine> Workers, IReadOnlyList<ModelCard> Models, IReadOnlyList<OtherModel> OtherModels, string? ModelProblem, IReadOnlyList<EffectiveSetting> Settings, IReadOnlyList<string> SettingProblems,
    HealthLine? Recovery)
{
    /// <summary>How people are told what needs them.</summary>
    public required NotificationView Notifications { get; init; }
}

/// <summary>Reads how the installation is. Nothing in it is about a deployment's people or its list.</summary>
public sealed class ReadSystem(
    IDbContextFactory<LfrDbContext> contexts, HealthCheckService checks, WorkerFleet fleet, LfrPaths paths, EffectiveSettings settings, AccountChange accounts, TimeProvider time, MailOptions? mail = null)
{
    /// <summary>Least free space on the disk of the data folder before it is pointed out, in bytes.</summary>
    private const long LeastFree = 2L << 30;

    /// <summary>The view; <see langword="null"/> when the reader may not see it.</summary>
    public async Task<SystemView?> RunAsync(Actor reader, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageWorkers.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var workers = await db.RegisteredWorkers.AsNoTracking().ToListAsync(cancellationToken);
        var runs = (await (from assignment in db.Assignments
                           join deployment in db.Deployments on assignment.DeploymentId equals deployment.Id
                           where assignment.EndedAt == null
                           select new { assignment.WorkerId, deployment.Reference }).ToListAsync(cancellationToken)).ToLookup(r => r.WorkerId, r => r.Reference);
        var report = await checks.CheckHealthAsync(cancellationToken);
        var (models, problem) = Models();
        return new SystemView(
            await HealthAsync(db, report, cancellationToken),
            [.. workers.OrderBy(w => w.RevokedAt is not null).ThenBy(w => w.Name, StringComparer.Ordinal).Select(w => new WorkerLine(w.Id, w.Name, w.IsCoHosted, $"on {Words.Moment(w.RegisteredAt)} by {w.RegisteredBy}", w.RevokedAt is not null, fleet.Of(w.Id), runs[w.Id].FirstOrDefault()))],
            models, Others(models), problem, settings.All(), settings.Problems,
            accounts.OnlyLocal().Succeeded ? await RecoveryAsync(db, cancellationToken) : null)
        {
            Notifications = await NotificationsAsync(db, cancellationToken),
        };
    }

    private async Task<NotificationView> NotificationsAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var choices = (await db.Users.AsNoTracking().Where(u => u.RetiredAt == null).GroupBy(u => u.Mails).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken)).ToDictionary(g => g.Key, g => g.Count);
        return new NotificationView(
            mail?.Host, choices.GetValueOrDefault(MailChoice.AtOnce), choices.GetValueOrDefault(MailChoice.Daily), choices.GetValueOrDefault(MailChoice.Off),
            await db.TaskMails.AsNoTracking().CountAsync(m => m.OverAt == null && m.SentAt == null && m.Failures > 0, cancellationToken),
            await db.TaskMails.AsNoTracking().MaxAsync(m => m.SentAt, cancellationToken));
    }

    private static async Task<HealthLine> RecoveryAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        await RecoveryKeys.InForceAsync(db, cancellationToken) is [var one, var other]
            ? new("Recovery", $"{one.Keeper} and {other.Keeper} keep the codes that were printed on {Words.Moment(one.MadeAt)}.", true)
            : new("Recovery", "Nobody keeps codes. If no administrator can be reached, whoever holds the server makes another one alone.", false);

    private async Task<IReadOnlyList<HealthLine>> HealthAsync(LfrDbContext db, HealthReport report, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var lines = report.Entries.Select(e => new HealthLine(Words.Capital(e.Key), e.Value.Description ?? "", e.Value.Status == HealthStatus.Healthy)).ToList();
        lines.Add(Disk(db.Database.IsSqlite() ? new FileInfo(db.Database.GetDbConnection().DataSource) : null));
        var owed = await db.PurgeReceipts.AsNoTracking().CountAsync(r => r.Remaining == null || r.Remaining > 0, cancellationToken);
        var last = await db.PurgeReceipts.AsNoTracking().OrderByDescending(r => r.At).Select(r => (DateTimeOffset?)r.At).FirstOrDefaultAsync(cancellationToken);
        lines.Add(new("Deletion", last is null ? "Nothing was due yet." : $"Last on {Words.Moment(last.Value)}.{(owed == 0 ? "" : $" Of {owed} nobody has proof yet that it is gone.")}", owed == 0));
        var mails = await db.TaskMails.AsNoTracking().Where(m => m.OverAt == null && m.SentAt == null && m.Failures > 0).Select(m => m.LastFailure).ToListAsync(cancellationToken);
        lines.Add(new("E-mails", mails is [var why, ..] ? $"{Words.Count(mails.Count, "mail waits", "mails wait")} to be tried again. {why}" : "None waits.", mails.Count == 0));
        lines.Add(new("Audit log", $"{Words.Count(await db.AuditEvents.LongCountAsync(cancellationToken), "event", "events")} on {Words.Day(DateOnly.FromDateTime(now.UtcDateTime))}.", true));
        return lines;
    }

    private HealthLine Disk(FileInfo? file)
    {
        var free = new DriveInfo(paths.Data).AvailableFreeSpace;
        var size = file is { Exists: true } ? $" The database takes {file.Length >> 20} MB." : "";
        return new HealthLine("Disk", $"{free >> 30} GB are free where Lfr keeps its data.{size}", free >= LeastFree);
    }

    private List<OtherModel> Others(IReadOnlyList<ModelCard> inUse)
    {
        var embedder = inUse.FirstOrDefault(c => c.Role == ModelRoles.Embedder);
        return [.. ModelCard.Defaults.Select(c => new InstalledCard(c.Id, c, null)).Concat(InstalledCards.Read(paths.Models))
            .Where(c => c.Id != embedder?.Id && (c.Card is null || c.Card.Role == ModelRoles.Embedder))
            .Select(c => new OtherModel(c.Id, c.Card, c.Card is { } card ? ModelChange.Sentence(embedder, card) : c.Problem!))];
    }

    // Whether the files are those of their cards is among the health lines: reading them all takes a second, and is done once.
    private (IReadOnlyList<ModelCard> Cards, string? Problem) Models()
    {
        try
        {
            return (ModelSelection.Read(paths.Models).Resolve(paths.Models).Cards, null);
        }
        catch (ModelRefusedException refused)
        {
            return ([], refused.Message);
        }
    }
}
