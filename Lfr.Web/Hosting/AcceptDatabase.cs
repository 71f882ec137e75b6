using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Settings;

namespace Lfr.Web.Hosting;

/// <summary>
/// Goes on with a database that is older than its keys remember, or another's: <c>Lfr.Web accept-database --reason WHY</c>. For whoever restored the newest backup that
/// there is, or lost a key that can be replaced. What is lost is not recovered; the loss is the first entry in the audit log afterwards.
/// </summary>
public sealed class AcceptDatabase(LfrTransaction transaction, RememberedHead remembered, HeadKeeper keeper, SecondFactors factors)
{
    /// <summary>The command's word.</summary>
    public const string Verb = "accept-database";

    /// <summary>Puts it on record and remembers the end of the log as it is now.</summary>
    public async Task<Outcome> RunAsync(string reason, CancellationToken cancellationToken)
    {
        var known = Known();
        var outcome = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, "Database");
            if (string.IsNullOrWhiteSpace(reason))
                return Outcome.Incomplete("No reason is given.", "Say why after --reason.");
            var lost = await factors.ForgetUnreadableAsync(context.Db, cancel);
            context.Did((known is null
                ? $"The database was accepted: {Words.AsSentence(reason.Trim())}"
                : $"The database was accepted in place of one that reached event {known.Number} at {known.At:yyyy-MM-dd HH:mm} UTC: {Words.AsSentence(reason.Trim())}") +
                (lost > 0 ? $" The keys of {Words.Count(lost, "authenticator app", "authenticator apps")} are lost, and {(lost == 1 ? "it counts" : "they count")} no longer." : ""));
            return Outcome.Done;
        }, cancellationToken);
        if (outcome.Succeeded)
        {
            remembered.Forget();
            await keeper.RememberAsync(cancellationToken);
        }

        return outcome;
    }

    private AuditHead? Known()
    {
        try
        {
            return remembered.Read();
        }
        catch (CryptographicException)
        {
            // Altered or cut short: it says nothing, which is what whoever accepts the database answers for.
            return null;
        }
    }

    /// <summary>As a program of its own.</summary>
    /// <exception cref="StartRefusedException">No reason is given, or the database cannot be used at all.</exception>
    internal static async Task RunAsync(WebApplication app, VerbWords words, TextWriter output, CancellationToken cancellationToken)
    {
        app.Services.GetRequiredService<DataFolderLock>().Take();
        await app.PrepareLfrDataAsync(cancellationToken, acceptsAnyDatabase: true);
        var outcome = await app.Services.GetRequiredService<AcceptDatabase>().RunAsync(words["--reason"] ?? "", cancellationToken);
        if (!outcome.Succeeded)
            throw new StartRefusedException(outcome.Explanation);
        await output.WriteLineAsync("The database is accepted, and that is on record. Start Lfr as usual.".AsMemory(), cancellationToken);
    }
}
