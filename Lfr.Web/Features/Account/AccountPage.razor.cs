using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Account.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Account;

/// <summary>Runs a command for the person on the page, shows its answer and reads the account again.</summary>
/// <param name="command">The command.</param>
/// <param name="done">What a success says.</param>
public delegate Task<Outcome> DoOnAccount(Func<Actor, CancellationToken, Task<Outcome>> command, string done);

/// <summary>One's own account: second factors, devices, password.</summary>
public sealed partial class AccountPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private OwnAccount? account;
    private Outcome? outcome;
    private string done = "";

    /// <summary>Whether the second factor was set up a moment ago, in signing in.</summary>
    [SupplyParameterFromQuery(Name = "enrolled")]
    private bool? Enrolled { get; set; }

    [SupplyParameterFromQuery(Name = "returnUrl")]
    private string? ReturnUrl { get; set; }

    [Inject]
    private ReadOwnAccount Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => ReadAsync();

    private async Task ReadAsync() => account = await Read.RunAsync(await Current.GetAsync(leaving.Token), leaving.Token);

    private async Task<Outcome> DoAsync(Func<Actor, CancellationToken, Task<Outcome>> command, string said)
    {
        var came = await command(await Current.GetAsync(leaving.Token), leaving.Token);
        (outcome, done) = (came, said);
        await ReadAsync();
        StateHasChanged();
        return came;
    }
}
