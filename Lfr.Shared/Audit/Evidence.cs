using System.Globalization;
using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Audit;

/// <summary>What an account may do, as the audit log vouches for it: whoever gave themselves a role in the database did not get it from anybody.</summary>
/// <param name="Id">Account.</param>
/// <param name="Name">Name as it stands in records.</param>
/// <param name="Rank">Verified rank.</param>
/// <param name="TrainedUntil">Last day of the LFR training.</param>
/// <param name="Roles">Roles held.</param>
public sealed record AccountEvidence(Guid Id, string Name, Rank Rank, DateOnly? TrainedUntil, IReadOnlyCollection<string> Roles)
{
    /// <summary>Collar or staff number.</summary>
    public string ForceNumber { get; init; } = "";

    /// <summary>Unit or department.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The LFR training.</summary>
    public Training? Training { get; init; }

    /// <summary>Its passkeys: SHA-256 over credential id and public key of each, lower-case hex. Whoever writes one into the database could sign in as the person.</summary>
    public IReadOnlyCollection<string> Passkeys { get; init; } = [];

    /// <summary>Until when an administrator locked it.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>When the person left.</summary>
    public DateTimeOffset? RetiredAt { get; init; }
}

/// <summary>
/// What the audit log vouches for: each aggregate as a command left it, whole. The event of the command covers the hash, so that a row which was changed past the
/// commands no longer is as the log left it.
/// </summary>
public static class Evidence
{
    /// <summary>Whether the log vouches for aggregates of this kind.</summary>
    public static bool Covers(IAggregate aggregate) => aggregate is Deployment or Notice or Watchlist or WatchlistEntry or Alert or DeploymentRecord or ListSample or ListCriteria or AssessmentDocument or AccountGrant or InstallationCode or SystemClient or RegisteredCamera;

    /// <summary>How the keys of accounts begin.</summary>
    public const string Account = "Account ";

    /// <summary>How the keys of registered workers begin.</summary>
    public const string Worker = "Worker ";

    /// <summary>How the keys of what is asked for accounts begin.</summary>
    public const string Grant = $"{nameof(AccountGrant)} ";

    /// <summary>How the keys of other systems begin.</summary>
    public const string OtherSystem = $"{nameof(SystemClient)} ";

    /// <summary>How the keys of the installation's codes begin.</summary>
    public const string Code = $"{nameof(InstallationCode)} ";

    /// <summary>How the keys of registered cameras begin.</summary>
    public const string Camera = $"{nameof(RegisteredCamera)} ";

    /// <summary>What the log calls an account.</summary>
    public static string KeyOf(AccountEvidence account) => $"{Account}{account.Id:D}";

    /// <summary>What the log calls a worker.</summary>
    public static string KeyOf(RegisteredWorker worker) => $"{Worker}{worker.Id:D}";

    /// <summary>Hash of an account: who the person is, training, roles, passkeys, and whether it is locked or retired. Not of its password, which is no decision.</summary>
    public static string HashOf(AccountEvidence account)
    {
        var text = WhoIs(account, "account-row/3");
        foreach (var passkey in account.Passkeys.Order(StringComparer.Ordinal))
            text.Add("passkey", passkey);
        return WithRoles(text, account);
    }

    private static HashedText WhoIs(AccountEvidence account, string form) =>
        new HashedText(form).Add("name", account.Name).Add("rank", account.Rank.ToString()).Add("trained", account.TrainedUntil?.ToString("O", CultureInfo.InvariantCulture))
            .Add("number", account.ForceNumber).Add("unit", account.Unit)
            .Add("course", account.Training?.Course).Add("completed", account.Training?.Day.ToString("O", CultureInfo.InvariantCulture)).Add("evidence", account.Training?.Evidence)
            .Add("locked", account.LockedUntil).Add("retired", account.RetiredAt);

    /// <summary>Hash of it in the form of <paramref name="stored"/>; the first had name, rank, training's last day and roles, the second no passkeys.</summary>
    public static string HashLike(string stored, AccountEvidence account) => stored.StartsWith(FirstAccountForm + ":", StringComparison.Ordinal)
        ? WithRoles(new HashedText(FirstAccountForm).Add("name", account.Name).Add("rank", account.Rank.ToString()).Add("trained", account.TrainedUntil?.ToString("O", CultureInfo.InvariantCulture)), account)
        : stored.StartsWith(SecondAccountForm + ":", StringComparison.Ordinal) ? WithRoles(WhoIs(account, SecondAccountForm), account) : HashOf(account);

    /// <summary>Hash of a worker: the key with which it signs in, and whether it still may.</summary>
    public static string HashOf(RegisteredWorker worker) => new HashedText("worker-row/1")
        .Add("key", Convert.ToHexStringLower(worker.PublicKey)).Add("name", worker.Name).Add("coHosted", worker.IsCoHosted)
        .Add("registered", worker.RegisteredAt).Add("by", worker.RegisteredBy).Add("revoked", worker.RevokedAt).Add("revokedBy", worker.RevokedBy).Hash();

    /// <summary>What the log calls it: <c>Alert 0198…</c>.</summary>
    public static string KeyOf(IAggregate aggregate) => $"{aggregate.GetType().Name} {aggregate.Id:D}";

    /// <summary>Hash of all that is kept of it, behind a version (<see cref="RowText"/>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log does not vouch for this kind.</exception>
    public static string HashOf(IAggregate aggregate) => RowText.Of(aggregate, new HashedText($"{FormOf(aggregate)}/2")).Hash();

    /// <summary>Hash of it in the form of <paramref name="stored"/>, so that what was vouched for under an earlier form is still judged by it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log does not vouch for this kind.</exception>
    public static string HashLike(string stored, IAggregate aggregate) =>
        stored.StartsWith($"{FormOf(aggregate)}/1:", StringComparison.Ordinal) ? FirstForm.HashOf(aggregate) : HashOf(aggregate);

    /// <summary>Whether a row is another than the one that was vouched for. Hashes of different forms cannot be compared, and then nobody can tell.</summary>
    /// <param name="stored">Hash that the log keeps.</param>
    /// <param name="now">Hash of the row as it is.</param>
    public static bool IsAnother(string stored, string now) => stored != now && stored.Split(':')[0] == now.Split(':')[0];

    private const string FirstAccountForm = "account-row/1";

    private const string SecondAccountForm = "account-row/2";

    private static string WithRoles(HashedText text, AccountEvidence account)
    {
        foreach (var role in account.Roles.Order(StringComparer.Ordinal))
            text.Add("role", role);
        return text.Hash();
    }

    private static string FormOf(IAggregate aggregate) => aggregate switch
    {
        Deployment => "deployment-row",
        Notice => "notice-row",
        Watchlist => "watchlist-row",
        WatchlistEntry => "entry-row",
        Alert => "alert-row",
        DeploymentRecord => "record-row",
        ListSample => "sample-row",
        ListCriteria => "criteria-row",
        AssessmentDocument => "assessment-row",
        AccountGrant => "grant-row",
        InstallationCode => "code-row",
        RegisteredCamera => "camera-row",
        SystemClient => "system-row",
        _ => throw new ArgumentOutOfRangeException(nameof(aggregate), aggregate, "The audit log does not vouch for this kind."),
    };
}
