/* Does to the icon what Explorer does when it crashes, and says what Explorer says when it is back. Or stays, as somebody
   who sits in front of the desktop: Wine's ends a second after the last program that uses it. */
#include <windows.h>
#include <shellapi.h>

int WINAPI WinMain(HINSTANCE instance, HINSTANCE before, LPSTR what, int show)
{
    NOTIFYICONDATAW icon = {.cbSize = sizeof(icon)};
    int forgotten = 0;

    if (lstrcmpA(what, "stay") == 0 && GetDesktopWindow())
        Sleep(INFINITE);
    if (lstrcmpA(what, "back") == 0)
        return !PostMessageW(HWND_BROADCAST, RegisterWindowMessageW(L"TaskbarCreated"), 0, 0);
    icon.hWnd = FindWindowW(L"tray_icon_app", NULL);
    for (icon.uID = 0; icon.uID < 16; icon.uID++)
        forgotten += Shell_NotifyIconW(NIM_DELETE, &icon);
    return forgotten != 1;
}
