using System.Globalization;

namespace Lfr.Web.Urls;

/// <summary>The one place in which addresses are built. The templates on the pages are the same words.</summary>
public static class LfrRoutes
{
    /// <summary>Two policies side by side.</summary>
    public static string ComparedPolicies(string one, string other) => $"{PolicyComparison}?one={Uri.EscapeDataString(one)}&other={Uri.EscapeDataString(other)}";

    /// <summary>The deployments under a policy.</summary>
    public static string UnderPolicy(string policy, int page = 1) =>
        string.Create(CultureInfo.InvariantCulture, $"{PolicyComparison}?under={Uri.EscapeDataString(policy)}{(page > 1 ? $"&page={page}" : "")}#under");

    /// <summary>The notice as a sheet for the street.</summary>
    public static string NoticePoster(string reference) => Notice(reference) + "/poster";

    /// <summary>The notice as a PDF to print.</summary>
    public const string NoticeSheetTemplate = "/notices/{reference}/sheets/{name}.pdf";

    /// <summary>The notice as a PDF to print; <paramref name="name"/> is that of the sheet: <c>poster-a4</c>.</summary>
    public static string NoticeSheet(string reference, string name) => $"{Notice(reference)}/sheets/{name}.pdf";

    /// <summary>How the installation is: health, workers, models, settings.</summary>
    public const string Installation = "/administration/system";

    /// <summary>The register of cameras.</summary>
    public const string Cameras = "/administration/cameras";

    /// <summary>Which other systems may talk to Lfr.</summary>
    public const string OtherSystems = "/administration/systems";

    /// <summary>What other systems ask, and all addresses of it.</summary>
    public const string Api = "/api/v1";

    /// <summary>How they ask: the OpenAPI document, for administrators.</summary>
    public const string OpenApi = "/administration/api/v1.json";

    /// <summary>The policies side by side, and the last year under another one.</summary>
    public const string PolicyComparison = "/administration/policies";

    /// <summary>Who may do what: the table of duties, for everybody on the staff.</summary>
    public const string Duties = "/duties";

    /// <summary>Public list of notices.</summary>
    public const string Notices = "/";

    /// <summary>Public list of records.</summary>
    public const string Records = "/records";

    /// <summary>What people may do and ask.</summary>
    public const string YourRights = "/your-rights";

    /// <summary>What is kept of whom.</summary>
    public const string Privacy = "/privacy";

    /// <summary>The policy in force, in plain words.</summary>
    public const string Policies = "/policies";

    /// <summary>What critics ask, answered from what is published.</summary>
    public const string Scorecard = "/scorecard";

    /// <summary>The accessibility statement.</summary>
    public const string Accessibility = "/accessibility";

    /// <summary>The notices for news readers.</summary>
    public const string NoticesAtom = "/notices.atom";

    /// <summary>Every public page, for search engines.</summary>
    public const string Sitemap = "/sitemap.xml";

    /// <summary>The notices for calendars.</summary>
    public const string NoticesCalendar = "/notices.ics";

    /// <summary>Open data: the table of deployments for machines.</summary>
    public const string OpenDataJson = "/open-data/deployments.json";

    /// <summary>Open data: the table of deployments for spreadsheets.</summary>
    public const string OpenDataCsv = "/open-data/deployments.csv";

    /// <summary>Open data: every version of every notice, for machines.</summary>
    public const string OpenNoticesJson = "/open-data/notices.json";

    /// <summary>Open data: every version of every notice, for spreadsheets.</summary>
    public const string OpenNoticesCsv = "/open-data/notices.csv";

    /// <summary>Where staff start.</summary>
    public const string Home = "/home";

    /// <summary>What needs the reader, on the home page.</summary>
    public const string Needs = Home + "#needs";

    /// <summary>Sign-in.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>Says why nobody was signed in who came through the force's tenant.</summary>
    public const string SignInRefusedPage = SignIn + "/refused";

    /// <summary>The second step of sign-in: the form, and by POST the code.</summary>
    public const string SecondStep = "/sign-in/second-step";

    /// <summary>The second step of sign-in for somebody who has no second factor yet: sets one up.</summary>
    public const string FirstFactor = "/sign-in/set-up";

    /// <summary>What a browser asks a passkey's device; by POST only.</summary>
    public const string PasskeyOptions = "/passkeys/options";

    /// <summary>What the device answered; by POST only.</summary>
    public const string Passkey = "/passkeys";

    /// <summary>One's own account: second factors, devices, password.</summary>
    public const string Account = "/account";

    /// <summary>Asks for the second factor again, then goes on.</summary>
    public const string Confirm = "/account/confirm";

    /// <summary>Sign-out; by POST only.</summary>
    public const string SignOut = "/sign-out";

    /// <summary>Says that the person is still there; by POST only.</summary>
    public const string Session = "/session";

    /// <summary>Where a person lands who is signed in but may not see the page.</summary>
    public const string AccessDenied = "/access-denied";

    /// <summary>What an unknown address shows.</summary>
    public const string NotFound = "/not-found";

    /// <summary>The photograph of an entry; every look is logged.</summary>
    public const string EntryPhotographTemplate = "/staff/entries/{entryId:guid}/photograph";

    /// <summary>The rows of a watchlist page as CSV.</summary>
    public const string WatchlistTableTemplate = "/staff/deployments/{deploymentId:guid}/watchlist.csv";

    /// <summary>What an import found, row by row, as CSV.</summary>
    public const string ImportFindingsTemplate = "/staff/deployments/{deploymentId:guid}/import-findings.csv";

    /// <summary>All deployments.</summary>
    public const string Deployments = "/deployments";

    /// <summary>The list of deployments as CSV, with the page's own filter and order added by the caller.</summary>
    public const string DeploymentsTable = "/staff/deployments.csv";

    /// <summary>The form for a new deployment.</summary>
    public const string NewDeployment = "/deployments/new";

    /// <summary>The form for a new deployment that begins with the plan of <paramref name="id"/>.</summary>
    public static string NewDeploymentLike(Guid id) => string.Create(CultureInfo.InvariantCulture, $"{NewDeployment}?like={id:D}");

    /// <summary>Deployments under way by state.</summary>
    public const string Board = "/deployments/board";

    /// <summary>Puts several deployments off at once.</summary>
    public const string PostponeSeveral = "/deployments/postpone";

    /// <summary>The same for the days from <paramref name="first"/> to <paramref name="last"/>, with what is searched for.</summary>
    public static string PostponeDays(DateOnly first, DateOnly last, string? search) => string.Create(
        CultureInfo.InvariantCulture, $"{PostponeSeveral}?from={first:yyyy-MM-dd}&to={last:yyyy-MM-dd}{(string.IsNullOrWhiteSpace(search) ? "" : $"&q={Uri.EscapeDataString(search.Trim())}")}");

    /// <summary>The library of places.</summary>
    public const string Places = "/deployments/places";

    /// <summary>One place of it, by street and landmark.</summary>
    public static string PlaceOf(string venue) => $"{Places}?venue={Uri.EscapeDataString(venue)}";

    /// <summary>Repeats a deployment every week or so.</summary>
    public static string Series(Guid id) => Deployment(id) + "/series";

    /// <summary>The board as CSV.</summary>
    public const string BoardTable = "/staff/deployments-board.csv";

    /// <summary>The calendar as CSV, with the days that it shows added by the caller.</summary>
    public const string CalendarTable = "/staff/deployments-calendar.csv";

    /// <summary>The deployments for somebody's own calendar program.</summary>
    public const string StaffCalendarTemplate = "/staff-calendar/{key:length(43)}";

    /// <summary>The same with the key that only they have.</summary>
    public static string StaffCalendar(string key) => $"/staff-calendar/{Uri.EscapeDataString(key)}";

    /// <summary>A page of deployments with what is searched for.</summary>
    public static string WithSearch(string page, string? search) => string.IsNullOrWhiteSpace(search) ? page : $"{page}?q={Uri.EscapeDataString(search.Trim())}";

    /// <summary>Deployments by day.</summary>
    public const string Calendar = "/deployments/calendar";

    /// <summary>The audit log.</summary>
    public const string Audit = "/audit";

    /// <summary>The people of the force.</summary>
    public const string People = "/administration/people";

    /// <summary>The form that invites somebody.</summary>
    public const string InvitePerson = People + "/invite";

    /// <summary>Where a staff table is taken in.</summary>
    public const string ImportPeople = People + "/import";

    /// <summary>One person.</summary>
    public static string Person(Guid id) => string.Create(CultureInfo.InvariantCulture, $"{People}/{id:D}");

    /// <summary>Where whoever is invited chooses a password.</summary>
    public static string Invitation(string key) => $"/invitation/{Uri.EscapeDataString(key)}";

    /// <summary>One's own account, right after the first second factor was set up; from there on to <paramref name="returnUrl"/>.</summary>
    public static string AccountAfterEnrolment(string returnUrl) => $"{Account}?enrolled=true&returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>Asks for the second factor again, then goes on to <paramref name="returnUrl"/>, a path within Lfr.</summary>
    public static string ConfirmThen(string returnUrl) => $"{Confirm}?returnUrl={Uri.EscapeDataString(returnUrl)}";

    /// <summary>A public notice; <paramref name="reference"/> is the deployment's, such as <c>2026-014</c>.</summary>
    public static string Notice(string reference) => $"/notices/{Uri.EscapeDataString(reference)}";

    /// <summary>A published assessment of it, by kind in an address: <c>equality</c>.</summary>
    public static string PublicAssessment(string reference, string kind) => $"{Notice(reference)}/assessments/{Uri.EscapeDataString(kind)}";

    /// <summary>Its recognition zone as GeoJSON.</summary>
    public static string NoticeMap(string reference) => Notice(reference) + "/map.geojson";

    /// <summary>The address of <see cref="NoticeMap"/>.</summary>
    public const string NoticeMapTemplate = "/notices/{reference}/map.geojson";

    /// <summary>The notice in another language, as a PDF.</summary>
    public static string NoticeFile(string reference, Guid fileId) => string.Create(CultureInfo.InvariantCulture, $"{Notice(reference)}/files/{fileId:D}");

    /// <summary>The address of <see cref="NoticeFile"/>.</summary>
    public const string NoticeFileTemplate = "/notices/{reference}/files/{fileId:guid}";

    /// <summary>A published version of a notice, from 1.</summary>
    public static string NoticeVersion(string reference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Notice(reference)}/versions/{number}");

    /// <summary>A public record.</summary>
    public static string Record(string reference) => $"/records/{Uri.EscapeDataString(reference)}";

    /// <summary>Public: the uses of each year.</summary>
    public const string Years = Records + "/years";

    /// <summary>Public: the uses of <paramref name="year"/>.</summary>
    public static string YearOf(int year) => string.Create(CultureInfo.InvariantCulture, $"{Years}/{year}");

    /// <summary>For staff: the uses of each year.</summary>
    public const string StaffYears = "/years";

    /// <summary>For staff: the uses of <paramref name="year"/>.</summary>
    public static string StaffYearOf(int year) => string.Create(CultureInfo.InvariantCulture, $"{StaffYears}/{year}");

    /// <summary>For staff: past uses from a force's own table.</summary>
    public const string PastUses = "/past-uses";

    /// <summary>Uses of which only the force's own figures are known.</summary>
    public const string PublishedUses = "/records/published";

    /// <summary>Those of one year.</summary>
    public static string PublishedUsesOf(int year) => string.Create(CultureInfo.InvariantCulture, $"{PublishedUses}?year={year}");

    /// <summary>A published version of a record, from 1.</summary>
    public static string RecordVersion(string reference, int number) => string.Create(CultureInfo.InvariantCulture, $"{Record(reference)}/versions/{number}");

    /// <summary>The hub of a deployment.</summary>
    public static string Deployment(Guid id) => string.Create(CultureInfo.InvariantCulture, $"/deployments/{id:D}");

    /// <summary>Its plan.</summary>
    public static string Plan(Guid id) => Deployment(id) + "/plan";

    /// <summary>One step of its plan, such as <c>cameras</c>.</summary>
    public static string PlanStep(Guid id, string step) => $"{Plan(id)}?step={Uri.EscapeDataString(step)}";

    /// <summary>One field of a step of its plan, by its id on the page; the page moves the focus there.</summary>
    public static string PlanField(Guid id, string step, string field) => $"{PlanStep(id, step)}#{field}";

    /// <summary>The briefing of its team.</summary>
    public static string Briefing(Guid id) => Deployment(id) + "/briefing";

    /// <summary>The signs on the street.</summary>
    public static string Signs(Guid id) => Deployment(id) + "/signs";

    /// <summary>The picture of a sign.</summary>
    public const string SignPictureTemplate = "/staff/deployments/{deploymentId:guid}/signs/{pictureId:guid}";

    /// <summary>The picture of a sign.</summary>
    public static string SignPicture(Guid id, Guid pictureId) => string.Create(CultureInfo.InvariantCulture, $"/staff/deployments/{id:D}/signs/{pictureId:D}");

    /// <summary>The picture on which its map is drawn.</summary>
    public const string PlanPictureTemplate = "/staff/deployments/{deploymentId:guid}/plan-picture/{pictureId:guid}";

    /// <summary>The picture on which its map is drawn.</summary>
    public static string PlanPicture(Guid id, Guid pictureId) => string.Create(CultureInfo.InvariantCulture, $"/staff/deployments/{id:D}/plan-picture/{pictureId:D}");

    /// <summary>A map tile.</summary>
    public const string MapTileTemplate = "/staff/map-tiles/{z:int}/{x:int}/{y:int}";

    /// <summary>A map tile: zoom, column, and row from the north.</summary>
    public static string MapTile(int z, int x, int y) => string.Create(CultureInfo.InvariantCulture, $"/staff/map-tiles/{z}/{x}/{y}");

    /// <summary>Where a camera of the register looks.</summary>
    public const string CameraViewTemplate = "/staff/cameras/{cameraId:guid}/view";

    /// <summary>Where a camera of the register looks: as it should, or as it did when it was last tried.</summary>
    public static string CameraView(Guid id, bool reference, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"/staff/cameras/{id:D}/view?reference={(reference ? "true" : "false")}&v={at.UtcTicks}");

    /// <summary>The map of its plan as a file.</summary>
    public const string PlanMapTemplate = "/staff/deployments/{deploymentId:guid}/map.geojson";

    /// <summary>The map of its plan as a file.</summary>
    public static string PlanMap(Guid id) => string.Create(CultureInfo.InvariantCulture, $"/staff/deployments/{id:D}/map.geojson");

    /// <summary>Its notice, being written.</summary>
    public static string NoticeEditor(Guid id) => Deployment(id) + "/notice";

    /// <summary>Its watchlist.</summary>
    public static string Watchlist(Guid id) => Deployment(id) + "/watchlist";

    /// <summary>The form for another entry of its watchlist.</summary>
    public static string NewEntry(Guid id) => Watchlist(id) + "/new";

    /// <summary>Where a list is imported from a file.</summary>
    public static string ImportList(Guid id) => Watchlist(id) + "/import";

    /// <summary>What an import found, as CSV.</summary>
    public static string ImportFindings(Guid id) => string.Create(CultureInfo.InvariantCulture, $"/staff/deployments/{id:D}/import-findings.csv");

    /// <summary>The form that changes an entry.</summary>
    public static string EditEntry(Guid id, Guid entryId) => string.Create(CultureInfo.InvariantCulture, $"{Watchlist(id)}/{entryId:D}/edit");

    /// <summary>The photograph of an entry; <paramref name="version"/> names the picture as it is, so that a replaced one is fetched again.</summary>
    public static string EntryPhotograph(Guid entryId, string version, bool small = false) =>
        string.Create(CultureInfo.InvariantCulture, $"/staff/entries/{entryId:D}/photograph?v={Uri.EscapeDataString(version)}{(small ? "&size=small" : "")}");

    /// <summary>The rows of its watchlist page as CSV, with the page's own filters added by the caller.</summary>
    public static string WatchlistTable(Guid id) => string.Create(CultureInfo.InvariantCulture, $"/staff/deployments/{id:D}/watchlist.csv");

    /// <summary>The criteria of its list.</summary>
    public static string ListCriteria(Guid id) => Watchlist(id) + "/criteria";

    /// <summary>What its source said about who is still sought.</summary>
    public static string ListStatuses(Guid id) => Watchlist(id) + "/statuses";

    /// <summary>The sample that an authorising officer draws from its list.</summary>
    public static string Sample(Guid id) => Deployment(id) + "/sample";

    /// <summary>Its sign-off queue.</summary>
    public static string SignOff(Guid id) => Deployment(id) + "/sign-off";

    /// <summary>One of its assessments, by kind in an address: <c>equality</c>.</summary>
    public static string Assessment(Guid id, string kind) => $"{Deployment(id)}/assessments/{Uri.EscapeDataString(kind)}";

    /// <summary>The authorising officer's page.</summary>
    public static string Authority(Guid id) => Deployment(id) + "/authority";

    /// <summary>The live room.</summary>
    public static string Live(Guid id) => Deployment(id) + "/live";

    /// <summary>The engagement officer's page.</summary>
    public static string Engage(Guid id) => Deployment(id) + "/engage";

    /// <summary>Who looked at one person of its list.</summary>
    public static string LooksAt(Guid deploymentId, string reference) => $"{AuditOf(deploymentId)}&entry={Uri.EscapeDataString(reference)}";

    /// <summary>The bundle of one deployment for an inspector.</summary>
    public const string AuditBundle = "/audit/bundle.zip";

    /// <summary>The bundle of this deployment.</summary>
    public static string AuditBundleOf(Guid id) => string.Create(CultureInfo.InvariantCulture, $"{AuditBundle}?deployment={id:D}");

    /// <summary>What the audit log keeps of one deployment.</summary>
    public static string AuditOf(Guid id) => string.Create(CultureInfo.InvariantCulture, $"{Audit}?deployment={id:D}");

    /// <summary>Its record, being written.</summary>
    public static string RecordEditor(Guid id) => Deployment(id) + "/record";

    /// <summary>Sign-in that comes back to <paramref name="returnUrl"/>, a path within Lfr.</summary>
    public static string SignInThen(string returnUrl) => $"{SignIn}?returnUrl={Uri.EscapeDataString(returnUrl)}";
}
