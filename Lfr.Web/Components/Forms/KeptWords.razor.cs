using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.JSInterop;

namespace Lfr.Web.Components.Forms;

/// <summary>
/// Goes around every form of staff. What is typed stays in the browser tab (<c>words.js</c>) until <see cref="Saved"/> says that Lfr has it. After a cut connection,
/// a refresh, Back or a restart of Lfr it is put back where nothing changed meanwhile; else the page says what was not saved, with a button that puts it back.
/// Keeps <see cref="TextLine"/>s and <see cref="DateLine"/>s, and what else stands inside of <c>data-lfr-draft</c>; never photographs.
/// </summary>
public sealed partial class KeptWords : IAsyncDisposable
{
    private string account = "";
    private string path = "";
    private bool isDrawn;

    /// <summary>The form.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    /// <summary>Returns whether everything that Lfr heard is saved, in the database or with <see cref="TabDraft{T}"/>.</summary>
    [Parameter]
    [EditorRequired]
    public Func<bool> Saved { get; set; } = null!;

    /// <summary>Tells forms at the same address apart, such as the reports about two alerts.</summary>
    [Parameter]
    public string Name { get; set; } = "";

    /// <summary>Whether the form shows what was saved before; nothing is put back earlier.</summary>
    [Parameter]
    public bool Ready { get; set; } = true;

    [CascadingParameter]
    private Task<AuthenticationState>? Authentication { get; set; }

    [Inject]
    private IJSRuntime Browser { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    // Of this person alone: somebody else may sign in in the same tab.
    private string? Key => Ready && account.Length > 0 ? Mine : null;

    private string Mine => Name.Length == 0 ? account : $"{account}:{Name}";

    /// <summary>The words were saved or given up, and the page is left at once: the browser forgets them now.</summary>
    public Task ForgetAsync() => ForgetAsync(everything: true);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // A form that is only prerendered has no browser yet.
        if (isDrawn && Saved())
            await ForgetAsync(everything: false);
    }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        // When the form goes away, the browser is at another address already.
        path = new Uri(Navigation.Uri).AbsolutePath;
        if (Authentication is not null && (await Authentication).User.FindFirstValue(ClaimTypes.NameIdentifier) is { } id)
            account = id;
    }

    /// <inheritdoc/>
    protected override void OnAfterRender(bool firstRender) => isDrawn = true;

    private async Task ForgetAsync(bool everything)
    {
        try
        {
            await Browser.InvokeVoidAsync("lfrWords.forget", Mine, path, everything);
        }
        catch (JSDisconnectedException)
        {
            // The browser is gone. If it comes back, it finds the words where they were saved, and forgets them then.
            isDrawn = false;
        }
    }
}
