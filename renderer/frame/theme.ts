// Mantine in our look: its colours are our tokens, its controls our sizes. Three themes, one attribute on the page.

import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
} from '@mantine/core';

export type Look = 'light' | 'dark' | 'bright-hall';

const tuple = (css: string): MantineColorsTuple => [css, css, css, css, css, css, css, css, css, css];

export const theme = createTheme({
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  fontSizes: { xs: '13px', sm: '14px', md: '16px', lg: '20px', xl: '28px' },
  spacing: { xs: '8px', sm: '8px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '16px' },
  defaultRadius: 'md',
  colors: { ink: tuple('#1c1b19'), say: tuple('#2f6fde') },
  primaryColor: 'ink',
  // Ink turns light in the dark look: what is written on it turns with it.
  variantColorResolver: (input) => {
    const resolved = defaultVariantColorsResolver(input);
    const isInk = (input.color ?? input.theme.primaryColor) === 'ink';
    return input.variant === 'filled' && isInk ? { ...resolved, color: 'var(--ink-on)' } : resolved;
  },
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' } },
    // Next to the edge where it must: the longest one has its buttons in sight in 720 px.
    Modal: {
      defaultProps: {
        centered: true,
        yOffset: '1dvh',
        overlayProps: { backgroundOpacity: 0.4, color: '#14120f' },
      },
    },
    TextInput: { defaultProps: { size: 'sm' } },
    NumberInput: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false } },
    Tooltip: { defaultProps: { openDelay: 400, color: 'dark' } },
    Menu: { defaultProps: { shadow: 'none', position: 'bottom-end' } },
    Switch: { defaultProps: { size: 'md', withThumbIndicator: false } },
  },
});

/** Every Mantine variable that shows points at a token, so that a theme is changed in one place. */
export const mantineVariables: CSSVariablesResolver = () => {
  const variables = {
    '--mantine-color-body': 'var(--sheet)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-3)',
    '--mantine-color-placeholder': 'var(--ink-3)',
    '--mantine-color-anchor': 'var(--ink)',
    '--mantine-color-default': 'var(--sheet)',
    '--mantine-color-default-hover': 'var(--hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-error': 'var(--stop)',
    '--mantine-color-disabled': 'var(--sunk)',
    '--mantine-color-disabled-color': 'var(--ink-3)',
    '--mantine-color-disabled-border': 'var(--line)',
    '--mantine-primary-color-filled': 'var(--act)',
    '--mantine-primary-color-filled-hover': 'var(--act-hover)',
    '--mantine-primary-color-contrast': 'var(--ink-on)',
    '--mantine-primary-color-light': 'var(--sunk)',
    '--mantine-primary-color-light-hover': 'var(--hover)',
    '--mantine-primary-color-light-color': 'var(--ink)',
    '--mantine-color-ink-filled': 'var(--act)',
    '--mantine-color-ink-filled-hover': 'var(--act-hover)',
    '--mantine-color-ink-light': 'var(--sunk)',
    '--mantine-color-ink-light-hover': 'var(--hover)',
    '--mantine-color-ink-light-color': 'var(--ink)',
    '--mantine-color-ink-outline': 'var(--line-strong)',
    '--mantine-color-ink-text': 'var(--ink)',
    '--mantine-shadow-md': 'var(--shadow-2)',
    '--mantine-line-height': '1.5',
  };
  return { variables: {}, light: variables, dark: variables };
};
