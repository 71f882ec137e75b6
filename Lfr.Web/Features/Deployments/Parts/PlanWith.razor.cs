using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>With what and with whom: assessments, cameras, staff.</summary>
public sealed partial class PlanWith : IDisposable
{
    /// <summary>Most people who are offered as boxes.</summary>
    internal const int MostOffered = 40;

    private readonly CancellationTokenSource leaving = new();
    private readonly Dictionary<Guid, (string Address, string Sentence)> tried = [];
    private readonly Dictionary<Guid, RegisterChoice> chosen = [];
    private MudAutocomplete<RegisterChoice>? register;
    private MudAutocomplete<ServingAccount>? people;
    private Guid? trying;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid DeploymentId { get; set; }

    /// <summary>Who could serve.</summary>
    [Parameter]
    public IReadOnlyList<ServingAccount> Accounts { get; set; } = [];

    /// <summary>Workers on machines of their own.</summary>
    [Parameter]
    public IReadOnlyList<Van> Vans { get; set; } = [];

    /// <summary>Assessments that are written in Lfr.</summary>
    [Parameter]
    public IReadOnlyList<AssessmentDocument> Written { get; set; } = [];

    /// <summary>Cameras of the register that the plan has.</summary>
    [Parameter]
    public IReadOnlyList<RegisterChoice> Register { get; set; } = [];

    /// <summary>Whether there is a camera in the register to choose.</summary>
    [Parameter]
    public bool HasRegister { get; set; }

    /// <summary>For how many minutes the policy lets one of them compare without a connection; 0: not at all.</summary>
    [Parameter]
    public int OfflineMinutesAtMost { get; set; }

    [Inject]
    private CameraAddresses Addresses { get; set; } = null!;

    [Inject]
    private CameraPasswords Passwords { get; set; } = null!;

    [Inject]
    private TryCamera Try { get; set; } = null!;

    [Inject]
    private FindCameras Find { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    private async Task TryAsync(CameraDraft camera)
    {
        if (trying is not null)
            return;
        camera.TakeOutPassword(Passwords);
        var (address, asked) = (camera.Source, camera.ToCamera());
        trying = camera.Id;
        try
        {
            var (outcome, found) = await Try.RunAsync(await Current.GetAsync(leaving.Token), DeploymentId, asked, leaving.Token);
            tried[camera.Id] = (address, found?.Sentence ?? outcome.Explanation);
        }
        catch (OperationCanceledException) when (leaving.IsCancellationRequested)
        {
            // The page was left; nobody reads the answer.
            tried.Remove(camera.Id);
        }
        finally
        {
            trying = null;
        }
    }

    // What was said of another address is not said of this one.
    private string TriedLine(CameraDraft camera) => tried.TryGetValue(camera.Id, out var last) && last.Address == camera.Source
        ? last.Sentence : "Opens it for some seconds from the machine on which Lfr runs. Measures the faces in view, compares none and keeps no picture.";

    private string? SourceProblem(string source) => string.IsNullOrWhiteSpace(source) ? null : Addresses.Problem(source);

    private string Training(ServingAccount account)
    {
        if (account.TrainedUntil is not { } until)
            return "No training in live facial recognition on record.";
        if (DateRanges.OfTraining(until, ForceTime.Day(Time.GetUtcNow())) is { } problem)
            return $"{problem}";
        var day = Draft.Window.Read().Window is { } window ? ForceTime.Day(window.End) : ForceTime.Day(Time.GetUtcNow());
        return until < day ? $"Training ended on {ForceTime.Date(until)}; it must be valid on {ForceTime.Date(day)}." : $"Trained until {ForceTime.Date(until)}.";
    }

    // A thousand tick boxes are slow to load and hard to search. In a large force only the chosen staff have one; others are added by name.
    private IEnumerable<ServingAccount> Offered => Accounts.Count <= MostOffered ? Accounts : Accounts.Where(Draft.Serves);

    private static string InWords(ServingAccount account) => $"{account.Name}, {Roles.InWords(account.Role).ToLowerInvariant()}";

    private IEnumerable<ServingAccount> Serving(string? words)
    {
        var asked = (words ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Accounts.Where(a => !Draft.Serves(a) && Array.TrueForAll(asked, w => InWords(a).Contains(w, StringComparison.CurrentCultureIgnoreCase))).Take(21);
    }

    private async Task AddStaffAsync(ServingAccount? account)
    {
        if (account is null)
            return;
        if (people is not null)
            await people.ClearAsync();
        await ServeAsync(account, true);
    }

    /// <summary>The vans to choose from; the one that was chosen stays, also when it was revoked meanwhile.</summary>
    private IEnumerable<Van> Choices => Draft.OfflineVan is { } chosen && Vans.All(v => v.WorkerId != chosen.WorkerId) ? [.. Vans, chosen] : Vans;

    private string? TooLong => Draft.ToPlan().Offline is { } offline && offline.Minutes > OfflineMinutesAtMost ? $"The policy allows {OfflineMinutesAtMost} minutes at most." : null;

    private Task ChooseVanAsync(Guid? id)
    {
        Draft.OfflineVan = Choices.FirstOrDefault(v => v.WorkerId == id);
        return Changed.InvokeAsync();
    }

    private Task AddAsync()
    {
        var id = Guid.CreateVersion7(Time.GetUtcNow());
        Draft.Cameras.Add(new CameraDraft(new Camera(id, $"Camera {Draft.Cameras.Count + 1}", "", "")));
        return Changed.InvokeAsync();
    }

    private RegisterChoice? Chosen(Guid id) => chosen.GetValueOrDefault(id) ?? Register.FirstOrDefault(r => r.Id == id);

    private async Task<IEnumerable<RegisterChoice>> FindAsync(string? words, CancellationToken cancellationToken) =>
        await Find.RunAsync(await Current.GetAsync(cancellationToken), words ?? "", [.. Draft.Cameras.Select(c => c.Id)], cancellationToken);

    private async Task ChooseAsync(RegisterChoice? choice)
    {
        if (choice is null || Draft.Cameras.Any(c => c.Id == choice.Id))
            return;
        chosen[choice.Id] = choice;
        Draft.Cameras.Add(new CameraDraft(new Camera(choice.Id, choice.Name, CameraReference.To(choice.Id), choice.View.Length > 0 ? choice.View : choice.Zone)));
        // The field is for the next one.
        if (register is not null)
            await register.ClearAsync();
        await Changed.InvokeAsync();
    }

    private Task LeaveAddressAsync(CameraDraft camera)
    {
        camera.TakeOutPassword(Passwords);
        return Changed.InvokeAsync();
    }

    private Task KeepPasswordAsync(CameraDraft camera, string? typed)
    {
        camera.Keep(typed, Passwords);
        // What was said with another password is not said with this one.
        tried.Remove(camera.Id);
        return Changed.InvokeAsync();
    }

    private static string PasswordLine(CameraDraft camera) =>
        camera.HasPassword ? "One is kept, encrypted. Nobody can read it here; type another to replace it."
        : camera.HasLostPassword ? "The address leads elsewhere now, or to another user. Type the password again."
        : "Only where the camera asks for one. It is kept encrypted, and nobody can read it here.";

    private Task RemoveAsync(CameraDraft camera)
    {
        Draft.Cameras.Remove(camera);
        return Changed.InvokeAsync();
    }

    private Task ServeAsync(ServingAccount account, bool serves)
    {
        Draft.Serve(account, serves);
        return Changed.InvokeAsync();
    }

    private Task AidAsync(bool aided)
    {
        Draft.IsAided = aided;
        return Changed.InvokeAsync();
    }

    private Task DropAsync(StaffMember member)
    {
        Draft.Staff.Remove(member);
        return Changed.InvokeAsync();
    }
}
