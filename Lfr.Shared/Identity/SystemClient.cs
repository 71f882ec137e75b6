using System.Net;
using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>
/// Another system of the force that may talk to Lfr: a custody system, say. It is nobody's account and holds no duty; what it may do are its scopes, and what it proposes somebody signs off. One
/// administrator asks for it, another confirms, and only then is there a key, which is shown once.
/// </summary>
public sealed class SystemClient : IAggregate
{
    /// <summary>Most characters of a name.</summary>
    public const int LongestName = 100;

    /// <summary>Longest life of a key, days; after that it is asked for again.</summary>
    public const int LongestDays = 366;

    /// <summary>Most networks that it may come from.</summary>
    public const int MostNetworks = 20;

    /// <summary>How long it can be confirmed.</summary>
    public static readonly TimeSpan Open = AccountGrant.Open;

    private const string KeyBegins = "lfr";
    private const int SecretSize = 32;

    private SystemClient()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>What people call it.</summary>
    public string Name { get; private set; } = "";

    /// <summary>Account of whoever answers for it.</summary>
    public Guid ResponsibleId { get; private set; }

    /// <summary>Name of whoever answers for it.</summary>
    public string ResponsibleName { get; private set; } = "";

    /// <summary>Accounts that answered for it before, until it was handed over: what it proposed under them stays theirs.</summary>
    public IReadOnlyList<Guid> AnsweredBefore { get; private set; } = [];

    /// <summary>Who is to answer for it from now on, until a second administrator confirms that; <see langword="null"/> when nobody else is to.</summary>
    public SystemHandover? HandedTo { get; private set; }

    /// <summary>What it may do, of <see cref="SystemScopes"/>.</summary>
    public IReadOnlyList<string> Scopes { get; private set; } = [];

    /// <summary>Networks that it may come from, such as <c>10.1.2.0/24</c>; none means from anywhere.</summary>
    public IReadOnlyList<string> Networks { get; private set; } = [];

    /// <summary>Until when its key works (UTC).</summary>
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>Who asked for it, and when.</summary>
    public Signature AskedBy { get; private set; } = null!;

    /// <summary>Who confirmed it, and when; <see langword="null"/> before that, and there is no key.</summary>
    public Signature? ConfirmedBy { get; private set; }

    /// <summary>SHA-256 of the secret of its key; empty while there is none.</summary>
    public string SecretHash { get; private set; } = "";

    /// <summary>Who ended it, and when.</summary>
    public Signature? RevokedBy { get; private set; }

    /// <summary>Why.</summary>
    public string RevokedBecause { get; private set; } = "";

    /// <summary>Its name as it stands beside what it does: whoever answers for it is named.</summary>
    public string Signs => $"{Name} (for {ResponsibleName})";

    /// <summary>Asks for one.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="wanted">What is asked.</param>
    /// <param name="responsibleName">Name of whoever answers for it.</param>
    /// <param name="by">Administrator.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="client">The client; <see langword="null"/> when something is missing.</param>
    public static Outcome Ask(Guid id, SystemClientWanted wanted, string responsibleName, Actor by, DateTimeOffset now, out SystemClient? client)
    {
        client = null;
        var name = wanted.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
            return Outcome.Incomplete($"The system's name is missing, longer than {LongestName} characters or not plain text.", "Give it a name such as Register North.");
        if (wanted.Scopes.Count == 0 || wanted.Scopes.Any(s => !SystemScopes.All.Contains(s)))
            return Outcome.Incomplete("Nothing is chosen that the system may do.", "Choose at least one.");
        if (wanted.Networks.Count > MostNetworks || wanted.Networks.FirstOrDefault(n => !IPNetwork.TryParse(n, out _)) is not null)
            return Outcome.Incomplete($"The networks cannot be read, or there are more than {MostNetworks}.", "Write one on each line, such as 10.1.2.0/24 or 10.1.2.3/32.");
        if (wanted.Days is < 1 or > LongestDays)
            return Outcome.Incomplete($"The key would work for {wanted.Days} days.", $"Choose between 1 and {LongestDays} days.");
        client = new SystemClient
        {
            Id = id,
            Name = name,
            ResponsibleId = wanted.ResponsibleId,
            ResponsibleName = responsibleName,
            Scopes = [.. SystemScopes.All.Where(wanted.Scopes.Contains)],
            Networks = [.. wanted.Networks.Distinct(StringComparer.Ordinal)],
            ExpiresAt = now.AddDays(wanted.Days),
            AskedBy = by.Sign(now),
        };
        return Outcome.Done;
    }

    /// <summary>Whether somebody answers for it, or did when it proposed something.</summary>
    public bool WasAnsweredForBy(Guid accountId) => ResponsibleId == accountId || AnsweredBefore.Contains(accountId);

    /// <summary>Asks that somebody else answers for it from now on. Its key stays as it is.</summary>
    /// <param name="to">Their account.</param>
    /// <param name="name">Their name.</param>
    /// <param name="by">Administrator.</param>
    /// <param name="now">Now (UTC).</param>
    public Outcome AskHandover(Guid to, string name, Actor by, DateTimeOffset now)
    {
        if (!Works(now))
            return Outcome.WrongState($"The key of {Name} does not work, so nobody needs to answer for it.", "Ask for the system again if it is still needed.");
        if (to == ResponsibleId)
            return Outcome.Incomplete($"{name} answers for {Name} already.", "Choose somebody else.");
        if (HandedTo is { } open && open.IsWaiting(now))
            return Outcome.Conflict($"{open.AskedBy.Name} asked on {Words.Moment(open.AskedBy.At)} that {open.Name} answers for {Name}.", "Confirm that, or wait until it lapses.");
        HandedTo = new SystemHandover(to, name, by.Sign(now));
        return Outcome.Done;
    }

    /// <summary>Confirms that somebody else answers for it from now on.</summary>
    /// <param name="by">Another administrator.</param>
    /// <param name="now">Now (UTC).</param>
    public Outcome ConfirmHandover(Actor by, DateTimeOffset now)
    {
        if (!Works(now))
            return Outcome.WrongState($"The key of {Name} does not work any more.", "There is nothing to confirm.");
        if (HandedTo is not { } handed || !handed.IsWaiting(now))
            return Outcome.WrongState("Nobody is to answer for this system in place of another, or that lapsed: it can be confirmed for 24 hours.", "Ask for it again if it is still needed.");
        if (handed.AskedBy.UserId == by.UserId)
            return Outcome.NotYourRole("You asked for this yourself, and a second administrator has to confirm it.", "Ask another administrator to open this page.");
        (AnsweredBefore, ResponsibleId, ResponsibleName, HandedTo) = ([.. AnsweredBefore.Append(ResponsibleId).Distinct()], handed.UserId, handed.Name, null);
        return Outcome.Done;
    }

    /// <summary>Whether it still waits for a second administrator.</summary>
    public bool IsWaiting(DateTimeOffset now) => ConfirmedBy is null && RevokedBy is null && now < AskedBy.At + Open;

    /// <summary>Whether its key works.</summary>
    public bool Works(DateTimeOffset now) => ConfirmedBy is not null && RevokedBy is null && now < ExpiresAt;

    /// <summary>Whether it may come from an address.</summary>
    public bool MayComeFrom(IPAddress? address)
    {
        if (Networks.Count == 0)
            return true;
        var from = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return from is not null && Networks.Any(n => IPNetwork.TryParse(n, out var network) && network.Contains(from));
    }

    /// <summary>Confirms it and makes its key, which nobody can read from here afterwards.</summary>
    /// <param name="by">Another administrator.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="key">The key, to be shown once; empty when it is refused.</param>
    public Outcome Confirm(Actor by, DateTimeOffset now, out string key)
    {
        key = "";
        if (RevokedBy is { } ended)
            return Outcome.WrongState($"{ended.Name} ended this on {Words.Moment(ended.At)}.", "There is nothing to confirm.");
        if (ConfirmedBy is { } before)
            return Outcome.Conflict($"{before.Name} confirmed this on {Words.Moment(before.At)}.", "The key was shown then. If it is lost, revoke this one and ask for another.");
        if (!IsWaiting(now))
            return Outcome.WrongState($"This lapsed on {Words.Moment(AskedBy.At + Open)}: nobody had confirmed it within 24 hours.", "Ask for it again if it is still needed.");
        if (AskedBy.UserId == by.UserId)
            return Outcome.NotYourRole("You asked for this yourself, and a second administrator has to confirm it.", "Ask another administrator to open this page.");
        var secret = RandomNumberGenerator.GetBytes(SecretSize);
        (ConfirmedBy, SecretHash) = (by.Sign(now), HashOf(secret));
        key = $"{KeyBegins}_{Id:N}_{Convert.ToHexStringLower(secret)}";
        CryptographicOperations.ZeroMemory(secret);
        return Outcome.Done;
    }

    /// <summary>Ends it at once, or takes back that it was asked for.</summary>
    public Outcome Revoke(Actor by, string reason, DateTimeOffset now)
    {
        if (RevokedBy is { } before)
            return Outcome.WrongState($"{before.Name} ended this on {Words.Moment(before.At)}.", "There is nothing to do.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete("No reason is given.", "Say why the system may no longer talk to Lfr.");
        (RevokedBy, RevokedBecause) = (by.Sign(now), reason.Trim());
        return Outcome.Done;
    }

    /// <summary>Whether a secret is that of its key. Takes the same time whatever is wrong with it.</summary>
    public bool IsKeyOf(ReadOnlySpan<byte> secret) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(secret)), Encoding.ASCII.GetBytes(SecretHash.PadRight(64)));

    /// <summary>Reads a key; <see langword="null"/> when it is none.</summary>
    public static (Guid Id, byte[] Secret)? Read(string key)
    {
        var parts = key.Split('_');
        if (parts is not [KeyBegins, { Length: 32 } id, { Length: 2 * SecretSize } secret] || !Guid.TryParseExact(id, "N", out var client) || !secret.All(char.IsAsciiHexDigit))
            return null;
        return (client, Convert.FromHexString(secret));
    }

    // 256 bits of chance: nobody guesses them, and no slow hash is needed.
    private static string HashOf(ReadOnlySpan<byte> secret) => Convert.ToHexStringLower(SHA256.HashData(secret));
}

/// <summary>Somebody is to answer for a system in place of another.</summary>
/// <param name="UserId">Their account.</param>
/// <param name="Name">Their name.</param>
/// <param name="AskedBy">Administrator who asked for it, and when.</param>
public sealed record SystemHandover(Guid UserId, string Name, Signature AskedBy)
{
    /// <summary>Whether a second administrator can still confirm it.</summary>
    public bool IsWaiting(DateTimeOffset now) => now < AskedBy.At + SystemClient.Open;
}

/// <summary>What an administrator asks for another system.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="ResponsibleId">Account of whoever answers for it.</param>
/// <param name="Scopes">What it may do.</param>
/// <param name="Networks">Where it may come from; none for anywhere.</param>
/// <param name="Days">How long its key works.</param>
public sealed record SystemClientWanted(string Name, Guid ResponsibleId, IReadOnlyList<string> Scopes, IReadOnlyList<string> Networks, int Days);

/// <summary>What another system may do. Nothing here signs anybody off, seals a list or looks at a photograph.</summary>
public static class SystemScopes
{
    /// <summary>Propose people for a list, and read what became of its own proposals.</summary>
    public const string Propose = "entries:propose";

    /// <summary>Say that somebody whom it proposed is no longer sought: suspended at once, also during a run.</summary>
    public const string Status = "entries:status";

    /// <summary>Take somebody off a list whom it proposed.</summary>
    public const string Withdraw = "entries:withdraw";

    /// <summary>All, in the order of the page.</summary>
    public static IReadOnlyList<string> All { get; } = [Propose, Status, Withdraw];

    /// <summary>As the page says it.</summary>
    public static string InWords(string scope) => scope switch
    {
        Propose => "propose people for a watchlist",
        Status => "suspend people whom it proposed, when they are no longer sought",
        Withdraw => "take people off a watchlist whom it proposed",
        _ => throw new ArgumentOutOfRangeException(nameof(scope), scope, "Unknown scope."),
    };
}
