using Lfr.Shared.Policy;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>What follows once Identity has accepted what a device answered.</summary>
public sealed class PasskeyArrival(Accounts accounts, SignIn signIn, EnrolPasskey enrol, BeginPasskey begin, AddPasskey add, ConfirmSecondFactor confirm, CurrentActor current)
{
    /// <summary>Whether a passkey may be added to the open session's account; in signing in that is asked when it is added.</summary>
    internal async Task<Outcome> BeginAsync(HttpContext context, CancellationToken cancellationToken) =>
        LfrClaims.AccountOf(context.User) is null ? Outcome.Done : await begin.RunAsync(await current.GetAsync(cancellationToken), cancellationToken);

    /// <summary>Adds the passkey: to the open session's account, or as the first second factor of signing in, which is then done.</summary>
    internal async Task<(Outcome Outcome, string To)> AddAsync(HttpContext context, UserPasskeyInfo passkey, string? name, string returnUrl, CancellationToken cancellationToken)
    {
        if (LfrClaims.AccountOf(context.User) is not null)
            return (await add.RunAsync(await current.GetAsync(cancellationToken), passkey, name, cancellationToken), LfrRoutes.Account);
        if (await SecondStepEndpoints.AccountAsync(context, accounts, signIn, cancellationToken) is not { } account)
            return (Outcome.WrongState("The first step of signing in was too long ago.", "Sign in again."), "");
        var enrolled = await enrol.RunAsync(account.AsActor(), passkey, name, cancellationToken);
        if (!enrolled.Succeeded)
            return (enrolled, "");
        return (await SecondStepEndpoints.ComeInAsync(context, signIn, account, new Proof(SecondFactor.Passkey), cancellationToken), LfrRoutes.AccountAfterEnrolment(returnUrl));
    }

    /// <summary>Signs in, whether a password came before or not.</summary>
    internal async Task<(Outcome Outcome, string To)> SignInAsync(HttpContext context, Guid id, UserPasskeyInfo passkey, string returnUrl, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(id, cancellationToken) is not { Locked: false } account)
        {
            await signIn.RefuseAsync(id, "The passkey was right. The account is locked, or belongs to a demonstration that is off.", SourceAddress.Of(context), cancellationToken);
            return (Outcome.WrongState("You are not signed in: the account is locked.", "Ask an administrator."), "");
        }

        return (await SecondStepEndpoints.ComeInAsync(context, signIn, account, new Proof(SecondFactor.Passkey, passkey), cancellationToken), returnUrl);
    }

    /// <summary>Confirms that it is still the person.</summary>
    internal async Task<(Outcome Outcome, string To)> ConfirmAsync(UserPasskeyInfo passkey, CancellationToken cancellationToken) =>
        (await confirm.RunAsync(await current.GetAsync(cancellationToken), new Proof(SecondFactor.Passkey, passkey), cancellationToken), "");

    /// <summary>Keeps that a passkey was not accepted.</summary>
    internal Task<Outcome> RefuseAsync(HttpContext context, Guid? account, CancellationToken cancellationToken) =>
        signIn.RefuseAsync(account, "The passkey was not accepted.", SourceAddress.Of(context), cancellationToken);
}
