using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Lfr.Web.Identity;

/// <summary>
/// Whether people can sign in through the force's tenant: it answers, it is the one that the settings name, and somebody who came through it is an administrator. Never worse than degraded:
/// whoever is signed in goes on working.
/// </summary>
public sealed class EntraHealth(IOptionsMonitor<OpenIdConnectOptions> options, SignInOptions signIn, AccountChange accounts, IDbContextFactory<LfrDbContext> contexts, TimeProvider time) : IHealthCheck, IDisposable
{
    /// <summary>How long an answer counts: strangers may ask for the health, and must not make Lfr ask the tenant each time.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim one = new(1);
    private (DateTimeOffset At, HealthCheckResult Answer)? known;

    /// <inheritdoc/>
    public void Dispose() => one.Dispose();

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await one.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (known is { } before && now - before.At < Kept && now >= before.At)
                return before.Answer;
            var answer = await AskAsync(now, cancellationToken);
            known = (now, answer);
            return answer;
        }
        finally
        {
            one.Release();
        }
    }

    private async Task<HealthCheckResult> AskAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (instance, tenant) = (signIn.AzureAd["Instance"]!, signIn.AzureAd["TenantId"]!);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            var published = await options.Get(EntraSignIn.Scheme).ConfigurationManager!.GetConfigurationAsync(patience.Token);
            // A tenant may also be named by its domain; what it publishes then holds its id.
            if (Guid.TryParse(tenant, out _) && !published.Issuer.Contains(tenant, StringComparison.OrdinalIgnoreCase))
                return HealthCheckResult.Degraded($"What answers at {instance} is another tenant than AzureAd:TenantId {tenant}. Nobody can sign in.");
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return HealthCheckResult.Degraded($"The tenant {tenant} does not answer at {instance}, so nobody new can sign in. Check AzureAd:Instance and AzureAd:TenantId, and whether this server may reach it.", e);
        }

        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await accounts.ActiveAdministrators(db, now).CountAsync(cancellationToken) switch
        {
            0 => HealthCheckResult.Degraded("The tenant answers, but nobody with the app role Administrator has signed in. In Entra, give it to two people on the registration of Lfr."),
            var some => HealthCheckResult.Healthy($"The tenant answers. {Words.Capital(Words.Count(some, "administrator", "administrators"))} came through it."),
        };
    }
}
